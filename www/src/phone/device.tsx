import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { demo } from './backend.ts';
import { again, answer, ended, flow, outcome, stage, tap } from './round.ts';
import { phoneWords } from './words.ts';

/** The mini program or the web page on its phone: a form, and the captcha over or instead of it. */
export function Device() {
  const t = phoneWords();
  const jump = flow.value === 'mini-program';
  const web = flow.value === 'web';
  const open = stage.value === 'captcha';
  const button = useRef<HTMLButtonElement>(null);
  // The captcha took the focus from the button; when it has gone the button gets it back.
  const focusGoesBack = useRef(false);
  const free = stage.value === 'idle' || stage.value === 'done';
  useEffect(() => {
    if (open) focusGoesBack.current = true;
    else if (free && focusGoesBack.current) {
      focusGoesBack.current = false;
      if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
    }
  }, [open, free]);
  return (
    <section class={`device ${flow.value}`} aria-label={t.phones[flow.value]}>
      <div class="screen">
        {web ? <AddressBar /> : <AppBar title={jump && open ? t.captchaApp : t.app} />}
        <div class="app-page" inert={open}>
          <h2>{t.signIn}</h2>
          <p class="app-field">
            <span>{t.number}</span>138 0000 0000
          </p>
          <button
            type="button"
            class="primary"
            ref={button}
            disabled={!demo || stage.value === 'busy' || open}
            onClick={tap}
          >
            {stage.value === 'busy' ? t.busy : t.tap}
          </button>
          <Said />
        </div>
        {open && <Captcha />}
      </div>
    </section>
  );
}

/** The bar of a mini program, with the capsule of WeChat. */
function AppBar({ title }: { title: string }) {
  return (
    <div class="app-bar">
      <span>{title}</span>
      <svg viewBox="0 0 60 24" width="60" height="24" aria-hidden="true">
        <rect x="0.500" y="0.500" width="59" height="23" rx="11.500" />
        <path d="M30 6v12" />
        <g>
          <circle cx="10" cy="12" r="1.500" />
          <circle cx="15" cy="12" r="2.500" />
          <circle cx="20" cy="12" r="1.500" />
        </g>
        <circle class="ring" cx="45" cy="12" r="5" />
        <circle cx="45" cy="12" r="2" />
      </svg>
    </div>
  );
}

/** The bar of a browser. */
function AddressBar() {
  return (
    <div class="address-bar">
      <svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true">
        <path d="M8 11V8a4 4 0 0 1 8 0v3M6 11h12v9H6z" />
      </svg>
      shop.example.com
    </div>
  );
}

function Said() {
  const t = phoneWords();
  const result = outcome.value;
  const said =
    stage.value !== 'done' ? '' : result ? t[result.status] : ended.value ? t[ended.value] : '';
  return (
    <p class={`app-said${result?.status === 'passed' ? ' good' : ''}`} role="status">
      {said && (result?.status === 'passed' ? `✓ ${said}` : said)}
    </p>
  );
}

const GAP = 68;

function Captcha() {
  const t = phoneWords();
  const at = useSignal(4);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    close.current?.focus({ preventScroll: true });
    // On a small screen the captcha may open below the fold.
    close.current?.closest('.device')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const letGo = () => answer(Math.abs(at.value - GAP) <= 4 ? 'solved' : 'failed');
  return (
    <div
      class="captcha"
      role="dialog"
      aria-label={t.simulated}
      onKeyDown={(event) => {
        if (event.key === 'Escape') answer('closed');
      }}
    >
      <div class="captcha-head">
        <strong>{t.simulated}</strong>
        <button
          type="button"
          class="plain icon"
          aria-label={t.close}
          onClick={() => answer('closed')}
          ref={close}
        >
          <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
            <path d="M5 5l14 14M19 5L5 19" />
          </svg>
        </button>
      </div>
      <Puzzle at={at.value} />
      <label class="slide">
        <span>{t.slide}</span>
        <input
          type="range"
          min="0"
          max="100"
          value={at.value}
          aria-description={t.slideHelp}
          onInput={(event) => {
            at.value = Number(event.currentTarget.value);
          }}
          onPointerUp={letGo}
          onKeyDown={(event) => {
            if (event.key === 'Enter') letGo();
          }}
        />
      </label>
      {again.value && (
        <p class="again" role="status">
          {t.failed}
        </p>
      )}
      <p class="actions">
        <button type="button" class="small" onClick={() => answer('solved')}>
          {t.solve}
        </button>
        <button type="button" class="small" onClick={() => answer('failed')}>
          {t.fail}
        </button>
      </p>
    </div>
  );
}

const piece = 'M0 0h13a6 6 0 1 1 12 0h11v36h-36v-11a6 6 0 1 0 0 -12z';

function Puzzle({ at }: { at: number }) {
  const x = (share: number) => 6 + (share / 100) * 200;
  return (
    <svg class="puzzle" viewBox="0 0 252 112" aria-hidden="true">
      <rect class="sky" width="252" height="112" rx="10" />
      <circle class="sun" cx="196" cy="30" r="13" />
      <path class="far" d="M0 84q40 -44 82 -14t72 -22t98 20v44H0z" />
      <path class="near" d="M0 98q52 -30 112 -8t140 -16v38H0z" />
      <path class="gap" d={piece} transform={`translate(${x(GAP)} 46)`} />
      <path class="piece" d={piece} transform={`translate(${x(at)} 46)`} />
    </svg>
  );
}
