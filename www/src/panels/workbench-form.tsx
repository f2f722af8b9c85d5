import { fromBase64, hex } from '../bytes.ts';
import type { Failure } from '../core.ts';
import { type FieldName, failureText, fieldOf } from '../failure.ts';
import { formatSpan, formatTime, nowSeconds } from '../format.ts';
import { words } from '../i18n.ts';
import type { Token } from '../picture/anatomy.ts';
import { appId, type Draft, draft, type Mode, published } from '../state.ts';
import { Field } from '../ui/field.tsx';
import { KeyWarning } from '../ui/key-warning.tsx';
import { Segmented } from '../ui/segmented.tsx';

const text = words(
  {
    form: 'What goes into the token',
    appId: 'CaptchaAppId',
    secret: 'AppSecretKey',
    expiry: 'Valid for, in seconds',
    time: 'Made at, in Unix seconds',
    now: 'Now',
    iv: 'IV',
    ivHint: (n: number) => `${n} bytes, or ${n * 2} hexadecimal digits`,
    ivRandom: 'Fresh for every token',
    random: 'Random',
    mode: 'Cipher',
    cbc: 'CBC',
    gcm: 'GCM, web widget only',
    aad: 'AAD',
    aadHint: 'Optional, at most 96 bytes; the widget gets it beside the token.',
    reset: 'Back to the published example',
  },
  {
    form: '生成参数',
    appId: 'CaptchaAppId',
    secret: 'AppSecretKey',
    expiry: '过期时间（秒）',
    time: '时间戳（Unix 秒）',
    now: '当前时间',
    iv: 'IV',
    ivHint: (n) => `${n} 字节，或 ${n * 2} 位十六进制`,
    ivRandom: '每次随机',
    random: '随机',
    mode: '加密模式',
    cbc: 'CBC',
    gcm: 'GCM（仅 Web 端）',
    aad: 'AAD',
    aadHint: '可选，最多 96 字节；前端用 aidEncryptedAad 传入。',
    reset: '恢复腾讯云文档的示例',
  },
);

interface Props {
  failure: Failure | null;
  token: Token | null;
}

export function WorkbenchForm({ failure, token }: Props) {
  const t = text();
  const now = draft.value;
  const set = (change: Partial<Draft>) => {
    draft.value = { ...draft.value, ...change };
  };
  const ivLength = now.mode === 'gcm' ? 12 : 16;
  const errorOf = (field: FieldName) =>
    failure && fieldOf(failure) === field ? failureText(failure) : undefined;
  const chooseMode = (mode: Mode) =>
    set({ mode, iv: mode === 'gcm' ? published.iv.slice(0, 12) : published.iv });
  const ivShown = now.randomIv && token ? ivOf(token, ivLength) : now.iv;

  return (
    <form class="form" aria-label={t.form} onSubmit={(event) => event.preventDefault()}>
      <Field
        name="captchaAppId"
        label={t.appId}
        mono
        inputMode="numeric"
        value={appId.value}
        onInput={(value) => {
          appId.value = value;
        }}
        error={errorOf('captchaAppId')}
      />
      <Field
        name="appSecretKey"
        label={t.secret}
        mono
        value={now.secret}
        onInput={(secret) => set({ secret })}
        warning={<KeyWarning />}
        error={errorOf('appSecretKey')}
      />
      <div class="pair">
        <Field
          name="nowSeconds"
          label={t.time}
          mono
          inputMode="numeric"
          readOnly={now.now}
          value={now.now && token ? String(token.issuedAtSeconds) : now.time}
          onInput={(time) => set({ time })}
          hint={formatTime(now.now ? (token?.issuedAtSeconds ?? nowSeconds()) : Number(now.time))}
          error={errorOf('nowSeconds')}
          aside={
            <Toggle
              on={now.now}
              label={t.now}
              flip={() => set({ now: !now.now, time: now.now ? String(nowSeconds()) : now.time })}
            />
          }
        />
        <Field
          name="expiresInSeconds"
          label={t.expiry}
          mono
          inputMode="numeric"
          value={now.expiry}
          onInput={(expiry) => set({ expiry })}
          hint={formatSpan(Number(now.expiry))}
          error={errorOf('expiresInSeconds')}
        />
      </div>
      <div class="pair">
        <Segmented
          label={t.mode}
          value={now.mode}
          options={[
            { value: 'cbc', label: t.cbc },
            { value: 'gcm', label: t.gcm },
          ]}
          onChange={chooseMode}
        />
        <Field
          name="iv"
          label={t.iv}
          mono
          readOnly={now.randomIv}
          value={ivShown}
          onInput={(iv) => set({ iv })}
          hint={now.randomIv ? t.ivRandom : t.ivHint(ivLength)}
          error={errorOf('iv')}
          aside={
            <Toggle on={now.randomIv} label={t.random} flip={() => set({ randomIv: !now.randomIv })} />
          }
        />
      </div>
      {now.mode === 'gcm' && (
        <Field
          name="aad"
          label={t.aad}
          mono
          value={now.aad}
          onInput={(aad) => set({ aad })}
          hint={t.aadHint}
          error={errorOf('aad')}
        />
      )}
      {failure && !fieldOf(failure) && (
        <p class="hint error" role="alert">
          {failureText(failure)}
        </p>
      )}
      <p>
        <button
          type="button"
          class="plain reset"
          onClick={() => {
            appId.value = published.appId;
            set({ ...published, now: false, randomIv: false, mode: 'cbc', aad: '' });
          }}
        >
          {t.reset}
        </button>
      </p>
    </form>
  );
}

const ivOf = (token: Token, length: number): string =>
  [...(fromBase64(token.aidEncrypted) ?? [])].slice(0, length).map(hex).join('');

function Toggle({ on, label, flip }: { on: boolean; label: string; flip(): void }) {
  return (
    <button type="button" class="toggle" aria-pressed={on} onClick={flip}>
      {label}
    </button>
  );
}
