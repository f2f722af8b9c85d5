import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { flow, steps } from './round.ts';
import { actors, type Step } from './steps.ts';
import { phoneWords } from './words.ts';

const lane = (actor: Step['from']): number => 12.5 + actors.indexOf(actor) * 25;

/** Who said what to whom: four lifelines, one arrow per message; a message opens on demand. */
export function Sequence() {
  const t = phoneWords();
  const opened = useSignal<number | null>(null);
  const count = steps.value.length;
  useEffect(() => {
    if (count === 0) opened.value = null;
  }, [count]);
  return (
    <div class="sequence">
      <ul class="actors" aria-hidden="true">
        {actors.map((actor) => (
          <li>{t.actors(flow.value)[actor]}</li>
        ))}
      </ul>
      <ol class="steps">
        {steps.value.map((step, i) => (
          <Message
            step={step}
            number={i + 1}
            open={opened.value === i}
            toggle={() => {
              opened.value = opened.value === i ? null : i;
            }}
          />
        ))}
      </ol>
      {count === 0 && <p class="quiet empty">{t.wireEmpty}</p>}
    </div>
  );
}

interface MessageProps {
  step: Step;
  number: number;
  open: boolean;
  toggle(): void;
}

function Message({ step, number, open, toggle }: MessageProps) {
  const t = phoneWords();
  const actorNames = t.actors(flow.value);
  const [from, to] = [lane(step.from), lane(step.to)];
  // Labels begin at the arrow's left end, or end at its right end in the right half.
  const right = (from + to) / 2 > 51;
  const direction = to > from ? 1 : -1;
  const silent = step.kind === 'vendorSilent' || step.kind === 'unreachable';
  return (
    <li class={`step ${step.tone ?? ''}`}>
      <button
        type="button"
        aria-expanded={open}
        onClick={toggle}
      >
        <span class={`step-name${right ? ' right' : ''}`}>
          <span class="n">{number}</span>
          <span class="unseen">
            {actorNames[step.from]} → {actorNames[step.to]}:{' '}
          </span>
          <span class="what">{t.steps[step.kind]}</span>
          {step.note && <code>{step.note}</code>}
        </span>
        <svg width="100%" height="14" aria-hidden="true">
          <line class={silent ? 'silent' : ''} x1={`${from}%`} y1="7" x2={`${to}%`} y2="7" />
          <circle cx={`${from}%`} cy="7" r="3" />
          <svg x={`${to}%`} y="7" overflow="visible">
            <path d={silent ? 'M-4 -4L4 4M4 -4L-4 4' : `M${-7 * direction} -4.500L0 0L${-7 * direction} 4.500`} />
          </svg>
        </svg>
      </button>
      {open && (
        <pre tabIndex={0} aria-label={t.open(t.steps[step.kind])}>
          {JSON.stringify(step.detail, null, 2)}
        </pre>
      )}
    </li>
  );
}
