import { useSignal } from '@preact/signals';
import '../styles/snippets.css';
import { placeholder, snippets } from 'virtual:snippets';
import { words } from '../i18n.ts';
import { appId } from '../state.ts';
import { Copy } from '../ui/copy.tsx';
import { Field } from '../ui/field.tsx';

const text = words(
  {
    title: 'The code, with your AppId in it',
    lead: 'Whole files of the examples in the repository, as their tests run them.',
    appId: 'CaptchaAppId',
    appIdWrong: 'Decimal digits only; the example’s AppId is shown until then.',
    sides: { backend: 'Backend', client: 'Mini program', web: 'Web' } as Record<string, string>,
    names: {
      'cloud-function': 'Cloud function',
      'http-server': 'HTTP server',
      'plugin-native': 'Native, plugin',
      'plugin-uni-app': 'uni-app, plugin',
      'plugin-taro': 'Taro, plugin',
      'jump-native': 'Native, jump',
      web: 'Web page and backend',
    } as Record<string, string>,
    files: 'Files',
  },
  {
    title: '示例代码，已填好你的 CaptchaAppId',
    lead: '仓库示例的完整文件，与测试运行的完全相同。',
    appId: 'CaptchaAppId',
    appIdWrong: '只能是十进制数字；改正之前显示示例的 CaptchaAppId。',
    sides: { backend: '后端', client: '小程序', web: '网页' },
    names: {
      'cloud-function': '云函数',
      'http-server': 'HTTP 服务',
      'plugin-native': '原生 · 插件',
      'plugin-uni-app': 'uni-app · 插件',
      'plugin-taro': 'Taro · 插件',
      'jump-native': '原生 · 跳转',
      web: '网页与后端',
    },
    files: '文件',
  },
);

export function Snippets() {
  const t = text();
  const chosen = useSignal(snippets[0]?.id ?? '');
  const file = useSignal(0);
  const snippet = snippets.find(({ id }) => id === chosen.value);
  const shown = snippet?.files[file.value];
  const usable = /^\d{1,20}$/.test(appId.value);
  const filled = (code: string) => (usable ? code.replaceAll(placeholder, appId.value) : code);
  return (
    <>
      <div class="intro">
        <h1 tabIndex={-1}>{t.title}</h1>
        <p class="lead">{t.lead}</p>
      </div>
      <div class="shelf">
        <div class="shelf-side">
          <Field
            name="captchaAppId"
            label={t.appId}
            mono
            inputMode="numeric"
            value={appId.value}
            onInput={(value) => {
              appId.value = value;
            }}
            error={usable ? undefined : t.appIdWrong}
          />
          {['backend', 'client', 'web'].map((side) => (
            <section>
              <h2 id={`side-${side}`}>{t.sides[side]}</h2>
              <ul class="picks" aria-labelledby={`side-${side}`}>
                {snippets
                  .filter((candidate) => candidate.side === side)
                  .map(({ id }) => (
                    <li>
                      <button
                        type="button"
                        class="plain"
                        aria-pressed={id === chosen.value}
                        onClick={() => {
                          chosen.value = id;
                          file.value = 0;
                        }}
                      >
                        {t.names[id] ?? id}
                      </button>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </div>
        {snippet && shown && (
          <section class="sheet" aria-label={t.names[snippet.id] ?? snippet.id}>
            <ul class="files" aria-label={t.files}>
              {snippet.files.map(({ name }, i) => (
                <li>
                  <button
                    type="button"
                    class="plain mono"
                    aria-pressed={i === file.value}
                    onClick={() => {
                      file.value = i;
                    }}
                  >
                    {name}
                  </button>
                </li>
              ))}
            </ul>
            <div class="sheet-head">
              <code class="quiet">
                examples/{snippet.id}/{shown.name}
              </code>
              <Copy value={filled(`${shown.runs.map(([, code]) => code).join('')}\n`)} />
            </div>
            <pre class="code" tabIndex={0} aria-label={shown.name}>
              <code>
                {shown.runs.map(([colour, code]) =>
                  colour ? <span class={colour}>{filled(code)}</span> : filled(code),
                )}
              </code>
            </pre>
          </section>
        )}
      </div>
    </>
  );
}
