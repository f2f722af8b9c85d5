import type { AidInspection, AidProblemCode } from '../core.ts';
import { formatClock, formatSpan, formatTime } from '../format.ts';
import { words } from '../i18n.ts';
import { Mistakes } from './inspector-mistakes.tsx';

const text = words(
  {
    good: 'Nothing wrong with it',
    problems: (n: number) => (n === 1 ? 'One problem' : `${n} problems`),
    remaining: 'left',
    over: (span: string) => `over for ${span}`,
    ahead: (span: string) => `begins in ${span}`,
    appId: 'AppId',
    issued: 'Made at',
    expires: 'Expires at',
    lifetime: 'Valid for',
    key: 'Opened by',
    keyIndex: (n: number) => `key ${n}`,
    timeline: 'From making to expiry, with the present marked',
    advice: {
      not_base64:
        'Send it as it came. A “+” that became a space was decoded once too often: encode it for forms and query strings, or send JSON.',
      wrong_length:
        'A token is the IV and whole blocks. This one was cut off or glued to something: look at database column lengths, and at the copying.',
      wrong_key:
        'Made with another AppSecretKey, or with a key filled the wrong way: the secret is repeated from its start until there are 32 bytes. Is it the secret of this AppId, without spaces or quotes around it?',
      malformed_plaintext:
        'The key fits, but inside is not “AppId&timestamp&expiry”: three decimal numbers, two ampersands, nothing else.',
      app_id_mismatch:
        'The token carries another AppId than the widget is given. Both must come from the same row of the console.',
      issued_in_future:
        'The server’s clock is ahead: set it by NTP. Milliseconds instead of seconds give the same picture.',
      expired: 'Ask for a new one just before the captcha is shown; do not keep tokens in a page.',
      expiry_out_of_range: 'The expiry is a number of seconds from 1 to 86400, not a point in time.',
    } satisfies Record<AidProblemCode, string>,
  },
  {
    good: '没有问题',
    problems: (n) => `${n} 个问题`,
    remaining: '剩余',
    over: (span) => `已过期 ${span}`,
    ahead: (span) => `${span}后才生效`,
    appId: 'AppId',
    issued: '签发时间',
    expires: '过期时间',
    lifetime: '有效期',
    key: '解开的密钥',
    keyIndex: (n) => `第 ${n} 个密钥`,
    timeline: '从签发到过期的时间轴，标出了当前时间',
    advice: {
      not_base64:
        '请原样传递。“+” 变成空格，说明多解码了一次：放进表单或查询串前要编码，或者改用 JSON。',
      wrong_length:
        '长度对不上，多半是被截断或拼接过：检查数据库字段的长度和复制的过程。',
      wrong_key:
        'AppSecretKey 不对，或者填充方法不对：不足 32 字节时要循环填充到 32 字节。确认它与 CaptchaAppId 来自同一个验证，前后没有空格或引号。',
      malformed_plaintext:
        '密钥正确，但明文不是“CaptchaAppId&时间戳&过期时间”。应为三个十进制数，用 & 连接，没有其他内容。',
      app_id_mismatch: '里面的 CaptchaAppId 与前端使用的不同。两者必须来自控制台的同一个验证。',
      issued_in_future: '服务器时钟偏快，请用 NTP 校时；把毫秒当成秒也会这样。',
      expired: '每次弹出验证码之前都要取新的，不要缓存在页面里。',
      expiry_out_of_range: '过期时间是 1 到 86400 的秒数，不是某个时刻。',
    },
  },
);

interface Props {
  inspection: AidInspection;
  keys: number;
  now: number;
}

export function Verdict({ inspection, keys, now }: Props) {
  const t = text();
  const { issuedAtSeconds, expiresAtSeconds, expiresInSeconds, remainingSeconds } = inspection;
  const dated =
    issuedAtSeconds !== undefined && expiresAtSeconds !== undefined && remainingSeconds !== undefined;
  return (
    <section class={`verdict ${inspection.valid ? 'is-good' : 'is-bad'}`}>
      <div role="status">
      <h2>
        <svg viewBox="0 0 20 20" width="22" height="22" aria-hidden="true">
          <circle cx="10" cy="10" r="10" />
          <path d={inspection.valid ? 'M5.500 10.300l3 3l6-6.500' : 'M10 5v6M10 14v.4'} />
        </svg>
        {inspection.valid ? t.good : t.problems(inspection.problems.length)}
      </h2>
      </div>
      {dated && (
        <div class="countdown">
          <p>
            {now < issuedAtSeconds ? (
              t.ahead(formatSpan(issuedAtSeconds - now))
            ) : remainingSeconds > 0 ? (
              <>
                <span class="clock" role="timer">
                  {formatClock(remainingSeconds)}
                </span>{' '}
                {t.remaining}
              </>
            ) : (
              t.over(formatSpan(now - expiresAtSeconds))
            )}
          </p>
          <Timeline from={issuedAtSeconds} to={expiresAtSeconds} now={now} label={t.timeline} />
        </div>
      )}
      {inspection.problems.length > 0 && (
        <ol class="problems">
          {inspection.problems.map((problem) => (
            <li>
              <h3>
                <code>{problem.code}</code>
              </h3>
              <p class="quiet" lang="en">
                {problem.message}
              </p>
              <p>{t.advice[problem.code]}</p>
            </li>
          ))}
        </ol>
      )}
      {inspection.mistakes && <Mistakes mistakes={inspection.mistakes} />}
      {dated && (
        <dl class="facts">
          <Fact name={t.appId} value={inspection.captchaAppId ?? ''} />
          <Fact name={t.issued} value={formatTime(issuedAtSeconds)} />
          <Fact name={t.expires} value={formatTime(expiresAtSeconds)} />
          <Fact name={t.lifetime} value={formatSpan(expiresInSeconds ?? 0)} />
          {keys > 1 && inspection.keyIndex !== undefined && (
            <Fact name={t.key} value={t.keyIndex(inspection.keyIndex + 1)} />
          )}
        </dl>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** A bar from making to expiry; the present is a line in it, or beyond its ends. */
function Timeline(props: { from: number; to: number; now: number; label: string }) {
  const { from, to, now } = props;
  const share = (now - from) / Math.max(1, to - from);
  const start = 40;
  const end = 360;
  const x =
    share < 0 ? start - 24 : share > 1 ? end + 24 : start + share * (end - start);
  const inside = share >= 0 && share <= 1;
  return (
    <svg class="timeline" viewBox="0 0 400 24" role="img" aria-label={props.label}>
      <path class="ahead" d="M4 12H396" />
      <path class="span" d={`M${start} 12H${end}`} />
      {inside && <path class="left" d={`M${x} 12H${end}`} />}
      <path class="ends" d={`M${start} 6v12M${end} 6v12`} />
      <circle class={inside ? 'now' : 'now out'} cx={x} cy="12" r="6" />
    </svg>
  );
}
