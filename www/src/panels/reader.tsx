import { useSignal } from '@preact/signals';
import '../styles/reader.css';
import reasons from 'virtual:reasons';
import {
  attempt,
  type CaptchaResult,
  core,
  type Failure,
  parseCaptchaResult,
  readShowOptions,
} from '../core.ts';
import { Explained } from '../explained/explained.tsx';
import { words } from '../i18n.ts';
import { readConsole } from '../reader/console-text.ts';
import { type Sample, samples } from '../reader/samples.ts';
import { Field } from '../ui/field.tsx';

const text = words(
  {
    title: 'What did the client hand over?',
    lead: 'Paste what console.log printed of an event, of the options of App.onShow, or of what TCaptcha.js called back with. It is parsed exactly as on the backend.',
    input: 'As the console printed it',
    try: 'Something to read',
    samples: {
      verify: 'verify event',
      close: 'close event',
      mpvue: 'mpvue',
      tree: 'Unfolded tree',
      show: 'onShow options',
      other: 'Another onShow',
      web: 'TCaptcha.js callback',
      fallback: 'Disaster recovery',
      folded: 'Folded',
    } satisfies Record<Sample, string>,
    unreadable: 'This cannot be read',
    unreadableHow: 'Neither JSON nor an object as a console prints it:',
    folded: (places: string) => `Folded up by the console: ${places}.`,
    foldedHow: 'Unfold it before copying, or print JSON.stringify(event).',
    notReturn: 'Not a return from the captcha',
    notReturnHow: 'readShowOptions gives null: this show has another scene or comes from another mini program. The app simply goes on.',
    refused: 'No captchaResult',
    understood: 'What was understood',
    status: { solved: 'Solved', fallback: 'Disaster recovery', failed: 'Failed', closed: 'Closed' },
    origin: 'Origin: ',
    origins: { plugin: 'plugin event', 'mini-program': 'captcha mini program', plain: 'plain object' },
    solved: 'The ticket goes to the backend, once, within 5 minutes. Only the check tells whether it is good.',
  },
  {
    title: '客户端传来了什么？',
    lead: '粘贴 console.log 打印的事件、App.onShow 的参数，或 TCaptcha.js 回调的参数。解析方法与后端完全相同。',
    input: '控制台打印的内容',
    try: '试一试',
    samples: {
      verify: 'verify 事件',
      close: 'close 事件',
      mpvue: 'mpvue',
      tree: '展开的对象',
      show: 'onShow 的参数',
      other: '其他 onShow',
      web: 'TCaptcha.js 回调',
      fallback: '容灾票据',
      folded: '被折叠的',
    },
    unreadable: '无法识别',
    unreadableHow: '既不是 JSON，也不是控制台打印的对象：',
    folded: (places) => `控制台折叠了：${places}。`,
    foldedHow: '请先展开再复制，或者打印 JSON.stringify(event)。',
    notReturn: '不是从验证码返回',
    notReturnHow: 'readShowOptions 返回 null：场景值不同，或者来自其他小程序。不用处理。',
    refused: '不是验证结果',
    understood: '识别出的内容',
    status: { solved: '已完成', fallback: '容灾票据', failed: '未通过', closed: '已关闭' },
    origin: '来源：',
    origins: { plugin: '插件事件', 'mini-program': '验证码小程序', plain: '普通对象' },
    solved: '把票据交给后端校验：只能用一次，5 分钟内有效。校验通过才算通过。',
  },
);

/** What `check` makes of each without asking the service. */
const reasonOf = { fallback: 'fallback_ticket', failed: 'failed', closed: 'closed' } as const;

type Answer =
  | { kind: 'result'; result: CaptchaResult; value: unknown }
  | { kind: 'not-return'; value: unknown }
  | { kind: 'refused'; failure: Failure; folded: string[]; value: unknown }
  | { kind: 'unreadable'; why: string };

function answerTo(pasted: string): Answer {
  const reading = readConsole(pasted);
  if ('unreadable' in reading) return { kind: 'unreadable', why: reading.unreadable };
  const { value } = reading;
  const isShow = typeof value === 'object' && value !== null && 'scene' in value;
  const read = attempt(() => (isShow ? readShowOptions(value) : parseCaptchaResult(value)));
  if ('failure' in read) return { kind: 'refused', failure: read.failure, folded: reading.folded, value };
  return read.value === null
    ? { kind: 'not-return', value }
    : { kind: 'result', result: read.value, value };
}

export function Reader() {
  const t = text();
  const pasted = useSignal<string>(samples.verify);
  const answer = core.value === 'ready' && pasted.value.trim() ? answerTo(pasted.value) : null;
  return (
    <>
      <div class="intro">
        <h1 tabIndex={-1}>{t.title}</h1>
        <p class="lead">{t.lead}</p>
      </div>
      <div class="split">
        <form class="form" onSubmit={(event) => event.preventDefault()}>
          <Field
            name="pasted"
            label={t.input}
            mono
            rows={11}
            value={pasted.value}
            onInput={(value) => {
              pasted.value = value;
            }}
          />
          <div class="field">
            <p class="chips-label" id="samples">
              {t.try}
            </p>
            <ul class="chips" aria-labelledby="samples">
              {(Object.keys(samples) as Sample[]).map((name) => (
                <li>
                  <button
                    type="button"
                    class="chip"
                    onClick={() => {
                      pasted.value = samples[name];
                    }}
                  >
                    {t.samples[name]}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </form>
        <div class="result" role="status">
          {answer && <Shown answer={answer} />}
        </div>
      </div>
    </>
  );
}

function Shown({ answer }: { answer: Answer }) {
  const t = text();
  if (answer.kind === 'unreadable') {
    return (
      <section class="read bad-read">
        <h2>{t.unreadable}</h2>
        <p>
          {t.unreadableHow} <span lang="en">{answer.why}</span>
        </p>
      </section>
    );
  }
  if (answer.kind === 'not-return') {
    return (
      <section class="read">
        <h2>{t.notReturn}</h2>
        <p>{t.notReturnHow}</p>
        <Understood value={answer.value} />
      </section>
    );
  }
  if (answer.kind === 'refused') {
    return (
      <section class="read bad-read">
        <h2>{t.refused}</h2>
        <p>
          <code>{answer.failure.code}</code>
          <br />
          <span lang="en">{answer.failure.message}</span>
        </p>
        {answer.folded.length > 0 && (
          <p>
            {t.folded(answer.folded.join(', '))} {t.foldedHow}
          </p>
        )}
        <Understood value={answer.value} />
      </section>
    );
  }
  const { origin, ...rest } = answer.result;
  return (
    <section class="read">
      <p class="quiet">
        {t.origin}
        {t.origins[origin]}
      </p>
      <h2>{t.status[rest.status]}</h2>
      <p>{rest.status === 'solved' ? t.solved : <Explained text={reasons[reasonOf[rest.status]]} />}</p>
      <dl class="pairs mono">
        {Object.entries({ origin, ...rest }).map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      <Understood value={answer.value} />
    </section>
  );
}

function Understood({ value }: { value: unknown }) {
  return (
    <details>
      <summary>{text().understood}</summary>
      <pre class="mono">{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
