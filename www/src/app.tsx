import { useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Header } from './header.tsx';
import { words } from './i18n.ts';
import { Workbench } from './panels/workbench.tsx';
import { type Panel, route } from './route.ts';

const text = words(
  {
    skip: 'Skip to the content',
    failed: 'This part of the page could not be loaded.',
    title: { token: 'Token', inspect: 'Inspector', phone: 'Phone', read: 'Reader', code: 'Code' },
  },
  {
    skip: '跳到正文',
    failed: '这部分内容加载失败，请刷新重试。',
    title: { token: '生成', inspect: '诊断', phone: '流程', read: '解读', code: '代码' },
  },
);

// The first panel comes with the page; the others are fetched once it stands.
const later: Record<Exclude<Panel, 'token'>, () => Promise<ComponentType>> = {
  inspect: () => import('./panels/inspector.tsx').then((m) => m.Inspector),
  phone: () => import('./panels/phone.tsx').then((m) => m.Phone),
  read: () => import('./panels/reader.tsx').then((m) => m.Reader),
  code: () => import('./panels/snippets.tsx').then((m) => m.Snippets),
};

const loaded: Partial<Record<Panel, ComponentType>> = { token: Workbench };

export function App() {
  const panel = route.value.panel;
  const main = useRef<HTMLElement>(null);
  const [, redraw] = useState({});
  const [failed, setFailed] = useState(false);
  const t = text();

  useEffect(() => {
    if (panel === 'token' || loaded[panel]) return;
    setFailed(false);
    later[panel]().then(
      (component) => {
        loaded[panel] = component;
        redraw({});
      },
      () => setFailed(true),
    );
  }, [panel]);

  useSignalEffect(() => {
    document.title = `${text().title[route.value.panel]} · tcaptcha-wasm`;
  });

  // A new panel is announced by moving the focus to its heading, as a new page would be.
  const first = useRef(true);
  const Shown = loaded[panel];
  useEffect(() => {
    if (first.current) {
      first.current = !Shown;
      return;
    }
    scrollTo(0, 0);
    main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [panel, Shown]);

  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t.skip}
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        {Shown ? <Shown key={panel} /> : failed && <p role="alert">{t.failed}</p>}
      </main>
      <Footer />
    </>
  );
}

const footer = words(
  {
    line: 'Everything on this page is computed in your browser, by the same WebAssembly that the package ships.',
  },
  { line: '本页的计算全部在浏览器里完成，用的是 npm 包里的同一个 WebAssembly 文件。' },
);

function Footer() {
  return (
    <footer class="foot">
      <p>{footer().line}</p>
    </footer>
  );
}
