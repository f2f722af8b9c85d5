import { useRef } from 'preact/hooks';
import '../styles/phone.css';
import reasons from 'virtual:reasons';
import { Explained } from '../explained/explained.tsx';
import type { Reason } from '../explained/names.ts';
import { demo } from '../phone/backend.ts';
import { Device } from '../phone/device.tsx';
import {
  chooseFlow,
  describe,
  ended,
  flow,
  type Mishap,
  mishap,
  mishaps,
  outcome,
  play,
  stage,
  trouble,
} from '../phone/round.ts';
import { Sequence } from '../phone/sequence.tsx';
import { phoneWords } from '../phone/words.ts';
import { Segmented } from '../ui/segmented.tsx';

export function Phone() {
  const t = phoneWords();
  const wire = useRef<HTMLElement>(null);
  // On a narrow screen the wire is below the buttons: what was asked for must come into view.
  const follow = () => {
    if (!matchMedia('(max-width: 799px)').matches) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    wire.current?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  };
  const busy = stage.value === 'busy' || stage.value === 'captcha';
  return (
    <>
      <div class="intro">
        <h1 tabIndex={-1}>{t.title}</h1>
        <p class="lead">{t.lead}</p>
      </div>
      {!demo && (
        <div class="absent" role="note">
          <h2>{t.absent}</h2>
          <p>
            {t.absentHow}
            <code>cargo xtask demo</code>
            {t.absentRest}
          </p>
        </div>
      )}
      <div class="stage">
        <div class="stage-phone">
          <Segmented
            label={t.flow}
            quiet
            value={flow.value}
            options={(['plugin', 'mini-program', 'web'] as const).map((value) => ({
              value,
              label: t.flows[value],
            }))}
            onChange={chooseFlow}
          />
          <Device />
        </div>
        <section class="stage-wire" ref={wire} aria-label={t.wire}>
          <div class="result-head">
            <h2>{t.wire}</h2>
            <Result />
          </div>
          <Sequence />
          <Explanation />
          {trouble.value && (
            <p class="error" role="alert">
              {t.trouble} {trouble.value}
            </p>
          )}
        </section>
        <section class="stage-wrong">
          <h2>{t.wrong}</h2>
          <p class="quiet">{t.wrongHint}</p>
          <ul class="mishaps">
            {(Object.keys(mishaps) as Mishap[]).map((kind) => (
              <li>
                <button
                  type="button"
                  class={mishap.value === kind ? 'chosen' : ''}
                  disabled={!demo || busy}
                  onClick={() => {
                    follow();
                    play(kind);
                  }}
                >
                  <span>{t.mishaps[kind]}</span>
                  <code>{mishaps[kind]}</code>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

function Result() {
  const t = phoneWords();
  const result = stage.value === 'done' ? outcome.value : null;
  return (
    <p class="outcome" role="status" data-testid="outcome">
      {result && (
        <>
          <span class="unseen">{t.result}</span>
          <code class={result.status === 'passed' ? 'good' : 'bad'}>{describe(result)}</code>
        </>
      )}
    </p>
  );
}

/** What the documentation says of the outcome, or of how the captcha ended before there was one. */
function Explanation() {
  const reason = stage.value === 'done' && (outcome.value?.reason ?? ended.value);
  const text = reason && reasons[reason as Reason];
  return text ? (
    <p class="explained" role="status">
      <Explained text={text} />
    </p>
  ) : null;
}
