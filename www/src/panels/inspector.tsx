import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import '../styles/inspector.css';
import { useClock } from '../clock.ts';
import { attempt, core, inspectAid } from '../core.ts';
import { failureText, fieldOf } from '../failure.ts';
import { words } from '../i18n.ts';
import { Picture } from '../picture/picture.tsx';
import { linkTo, route } from '../route.ts';
import { type Mode, published } from '../state.ts';
import { Copy } from '../ui/copy.tsx';
import { Field } from '../ui/field.tsx';
import { KeyWarning } from '../ui/key-warning.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { type Breakage, breakages, breakToken } from './inspector-samples.ts';
import { Verdict } from './inspector-verdict.tsx';

const text = words(
  {
    title: 'Why is this token refused?',
    lead: 'Paste an aidEncrypted and the key it should open with. Every problem is named, with what to do about it.',
    form: 'The token and what it is held against',
    token: 'aidEncrypted',
    keys: 'AppSecretKey',
    keysHint: 'One a line; several while keys rotate.',
    appId: 'CaptchaAppId it should carry',
    optional: 'Optional',
    mode: 'Cipher',
    cbc: 'CBC',
    gcm: 'GCM',
    aad: 'AAD',
    try: 'Make one to look at',
    samples: {
      good: 'A good one',
      expired: 'Expired',
      future: 'From the future',
      cut: 'Cut off',
      spaces: 'Spaces for +',
      key: 'Another key',
      zeros: 'Key filled with zeros',
      hex: 'Hex for Base64',
      bit: 'One bit of the IV flipped',
    } satisfies Record<Breakage, string>,
    link: 'Copy a link to this token',
    linkHint: 'The link carries the token in its fragment, never a key; no server sees either.',
    made: 'What it is made of',
  },
  {
    title: 'aidEncrypted 为什么被拒绝？',
    lead: '粘贴 aidEncrypted 和 AppSecretKey，这里会列出每个问题和处理办法。',
    form: 'aidEncrypted 与密钥',
    token: 'aidEncrypted',
    keys: 'AppSecretKey',
    keysHint: '每行一个，轮换密钥期间可以填多个。',
    appId: '应有的 CaptchaAppId',
    optional: '可选',
    mode: '加密模式',
    cbc: 'CBC',
    gcm: 'GCM',
    aad: 'AAD',
    try: '试一试',
    samples: {
      good: '正常',
      expired: '已过期',
      future: '时间戳在未来',
      cut: '被截断',
      spaces: '+ 变成空格',
      key: '密钥不对',
      zeros: '密钥用零补足',
      hex: '写成十六进制',
      bit: 'IV 改了一位',
    },
    link: '复制链接',
    linkHint: '链接里的 aidEncrypted 放在 # 之后，不含密钥；两者都不会发送到服务器。',
    made: '组成',
  },
);

/** A `+` typed into a link by hand reads as a space there. */
const tokenOfLink = (): string | null => route.value.query.get('token')?.replaceAll(' ', '+') ?? null;

export function Inspector() {
  const t = text();
  const now = useClock();
  const token = useSignal(tokenOfLink() ?? (published.aidEncrypted as string));
  const keys = useSignal(published.secret as string);
  const expected = useSignal('');
  const mode = useSignal<Mode>('cbc');
  const aad = useSignal('');

  const linked = tokenOfLink();
  useEffect(() => {
    if (linked !== null) token.value = linked;
  }, [linked]);

  const keyList = keys.value.split('\n').map((line) => line.trim()).filter(Boolean);
  const aidEncrypted = token.value.trim();
  const inspected =
    core.value === 'ready' && aidEncrypted !== ''
      ? attempt(() =>
          inspectAid(aidEncrypted, {
            appSecretKey: keyList.length ? keyList : '',
            mode: mode.value,
            nowSeconds: now,
            ...(expected.value.trim() ? { captchaAppId: expected.value.trim() } : {}),
            ...(mode.value === 'gcm' && aad.value ? { aad: aad.value } : {}),
          }),
        )
      : null;
  const inspection = inspected && 'value' in inspected ? inspected.value : null;
  const failure = inspected && 'failure' in inspected ? inspected.failure : null;
  const errorOf = (name: string) =>
    failure && fieldOf(failure) === name ? failureText(failure) : undefined;

  const make = (kind: Breakage) => {
    mode.value = 'cbc';
    token.value = breakToken(kind);
    keys.value = published.secret;
    expected.value = published.appId;
  };

  return (
    <>
      <div class="intro">
        <h1 tabIndex={-1}>{t.title}</h1>
        <p class="lead">{t.lead}</p>
      </div>
      <div class="split">
        <form class="form" aria-label={t.form} onSubmit={(event) => event.preventDefault()}>
          <Field
            name="token"
            label={t.token}
            mono
            rows={4}
            value={token.value}
            onInput={(value) => {
              token.value = value;
            }}
          />
          <div class="field">
            <p class="chips-label" id="breakages">
              {t.try}
            </p>
            <ul class="chips" aria-labelledby="breakages">
              {breakages.map((kind) => (
                <li>
                  <button type="button" class="chip" onClick={() => make(kind)}>
                    {t.samples[kind]}
                  </button>
                </li>
              ))}
            </ul>
          </div>
          <Field
            name="keys"
            label={t.keys}
            mono
            rows={2}
            value={keys.value}
            onInput={(value) => {
              keys.value = value;
            }}
            hint={t.keysHint}
            warning={<KeyWarning />}
            error={errorOf('appSecretKey')}
          />
          <div class="pair">
            <Field
              name="expected"
              label={t.appId}
              mono
              inputMode="numeric"
              placeholder={t.optional}
              value={expected.value}
              onInput={(value) => {
                expected.value = value;
              }}
              error={errorOf('captchaAppId')}
            />
            <Segmented
              label={t.mode}
              value={mode.value}
              options={[
                { value: 'cbc', label: t.cbc },
                { value: 'gcm', label: t.gcm },
              ]}
              onChange={(value) => {
                mode.value = value;
              }}
            />
          </div>
          {mode.value === 'gcm' && (
            <Field
              name="aad"
              label={t.aad}
              mono
              placeholder={t.optional}
              value={aad.value}
              onInput={(value) => {
                aad.value = value;
              }}
              error={errorOf('aad')}
            />
          )}
        </form>
        <div class="result">
          {inspection && <Verdict inspection={inspection} keys={keyList.length} now={now} />}
          {failure && !fieldOf(failure) && (
            <p class="error" role="alert">
              {failureText(failure)}
            </p>
          )}
          {inspection && (
            <div class="share">
              <Copy
                label={t.link}
                value={new URL(linkTo('inspect', { token: aidEncrypted }), location.href).href}
              />
              <p class="hint">{t.linkHint}</p>
            </div>
          )}
        </div>
      </div>
      {inspection && (
        <section class="made">
          <h2>{t.made}</h2>
          <Picture
            token={{
              aidEncrypted,
              mode: mode.value,
              appSecretKey: keyList[inspection.keyIndex ?? 0],
              captchaAppId: inspection.captchaAppId,
              issuedAtSeconds: inspection.issuedAtSeconds,
              expiresInSeconds: inspection.expiresInSeconds,
            }}
          />
        </section>
      )}
    </>
  );
}
