import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { core } from '../core.ts';
import { words } from '../i18n.ts';
import { Picture } from '../picture/picture.tsx';
import { linkTo } from '../route.ts';
import { appId, draft, published } from '../state.ts';
import { Copy } from '../ui/copy.tsx';
import { issue } from './workbench-issue.ts';
import { WorkbenchForm } from './workbench-form.tsx';

const text = words(
  {
    title: 'A token, byte by byte',
    lead: 'aidEncrypted keeps a leaked AppId from being used up by others. Type, and watch what changes.',
    result: 'aidEncrypted',
    size: (characters: number, bytes: number) => `${characters} characters, ${bytes} bytes`,
    published: 'The very token that the vendor’s documentation prints.',
    inspect: 'Inspect it',
    again: 'Issue another',
    loading: 'Loading the WebAssembly…',
    failed: 'The WebAssembly could not be loaded:',
    none: 'No token yet: correct the field above.',
    made: 'What it is made of',
  },
  {
    title: '逐字节看懂 aidEncrypted',
    lead: 'aidEncrypted 用来防止 CaptchaAppId 泄露后被盗刷。修改任意一项，看看结果怎么变。',
    result: 'aidEncrypted',
    size: (characters, bytes) => `${characters} 个字符，${bytes} 字节`,
    published: '与腾讯云文档公布的结果完全一致。',
    inspect: '诊断',
    again: '再生成一个',
    loading: '正在加载 WebAssembly…',
    failed: 'WebAssembly 加载失败：',
    none: '还没有结果：请先改正上面的输入。',
    made: '组成',
  },
);

export function Workbench() {
  const t = text();
  const round = useSignal(0);
  const status = core.value;
  const issued = status === 'ready' ? issue(appId.value, draft.value, round.value) : null;
  const token = issued && 'token' in issued ? issued.token : null;

  // For the tests' trace: after the frame in which the first token and its picture are drawn.
  const usable = token !== null;
  useEffect(() => {
    if (usable) requestAnimationFrame(() => setTimeout(() => performance.mark('tcaptcha-usable')));
  }, [usable]);

  return (
    <>
      <div class="intro">
        <h1 tabIndex={-1}>{t.title}</h1>
        <p class="lead">{t.lead}</p>
      </div>
      <div class="split">
        <WorkbenchForm failure={issued && 'failure' in issued ? issued.failure : null} token={token} />
        <section class="result" aria-label={t.result}>
          <div class="result-head">
            <h2>{t.result}</h2>
            {token && <Copy value={token.aidEncrypted} />}
          </div>
          {typeof status === 'object' && (
            <p role="alert">
              {t.failed} {status.failed}
            </p>
          )}
          {status === 'loading' && <p class="quiet">{t.loading}</p>}
          <output class="token mono" data-testid="token">
            {token?.aidEncrypted}
          </output>
          {status === 'ready' && !token && <p class="quiet">{t.none}</p>}
          {token && (
            <>
              <p class="quiet">
                {t.size(token.aidEncrypted.length, atob(token.aidEncrypted).length)}
                {token.aidEncrypted === published.aidEncrypted && (
                  <>
                    <br />
                    <span class="good">✓ {t.published}</span>
                  </>
                )}
              </p>
              <p class="actions">
                <a class="button" href={linkTo('inspect', { token: token.aidEncrypted })}>
                  {t.inspect}
                </a>
                {(draft.value.now || draft.value.randomIv) && (
                  <button type="button" onClick={() => round.value++}>
                    {t.again}
                  </button>
                )}
              </p>
            </>
          )}
        </section>
      </div>
      {token && (
        <section class="made">
          <h2>{t.made}</h2>
          <Picture token={token} />
        </section>
      )}
    </>
  );
}
