import { chooseLanguage, language, words } from './i18n.ts';
import { linkTo, type Panel, panels, route } from './route.ts';
import { theme, toggleTheme } from './theme.ts';

const text = words(
  {
    nav: 'Panels',
    panels: { token: 'Token', inspect: 'Inspector', phone: 'Phone', read: 'Reader', code: 'Code' },
    other: '中文',
    otherLabel: '中文，切换到中文',
    toDark: 'Switch to the dark theme',
    toLight: 'Switch to the light theme',
  },
  {
    nav: '面板',
    panels: { token: '生成', inspect: '诊断', phone: '流程', read: '解读', code: '代码' },
    other: 'English',
    otherLabel: 'English, switch to English',
    toDark: '切换到深色主题',
    toLight: '切换到浅色主题',
  },
);

/** One glyph per panel, for the bar at the foot of a phone's screen. */
const glyphs: Record<Panel, string> = {
  token: 'M3 9h4v6H3zM10 9h4v6h-4zM17 9h4v6h-4z',
  inspect: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21',
  phone: 'M7 3h10v18H7zM10.5 18h3',
  read: 'M4 6h16M4 11h16M4 16h9',
  code: 'M8 7l-5 5l5 5M16 7l5 5l-5 5',
};

export function Header() {
  const t = text();
  const current = route.value.panel;
  return (
    <header class="head">
      <div class="head-in">
        <a class="mark" href={linkTo('token')}>
          <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
            <rect x="1" y="11" width="9" height="10" rx="2.5" />
            <rect x="11.5" y="11" width="9" height="10" rx="2.5" class="pale" />
            <rect x="22" y="11" width="9" height="10" rx="2.5" />
          </svg>
          tcaptcha-wasm
        </a>
        <nav aria-label={t.nav}>
          {panels.map((panel) => (
            <a href={linkTo(panel)} aria-current={panel === current ? 'page' : undefined}>
              <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
                <path d={glyphs[panel]} />
              </svg>
              {t.panels[panel]}
            </a>
          ))}
        </nav>
        <div class="choices">
          <button
            type="button"
            class="plain"
            lang={language.value === 'zh' ? 'en' : 'zh-CN'}
            aria-label={t.otherLabel}
            onClick={() => chooseLanguage(language.value === 'zh' ? 'en' : 'zh')}
          >
            {t.other}
          </button>
          <button
            type="button"
            class="plain icon"
            aria-label={theme() === 'dark' ? t.toLight : t.toDark}
            onClick={toggleTheme}
          >
            <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
              {theme() === 'dark' ? (
                <path d="M12 7.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19" />
              ) : (
                <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.500 10.500z" />
              )}
            </svg>
          </button>
        </div>
      </div>
    </header>
  );
}
