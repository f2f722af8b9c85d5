// A page of each kind, and the ways in which each is looked at.

/** Addresses below a language's folder. */
export const SAMPLE = [
  '',
  'guide/cloud-function.html',
  'guide/frameworks.html',
  'production/doctor.html',
  'tokens/inspect.html',
  'errors.html',
  'security.html',
  'api/',
  'api/tcaptcha-wasm.html',
  'changelog.html',
];
export const LANGUAGES = [
  { tag: 'zh-CN', folder: '' },
  { tag: 'en', folder: 'en/' },
];
export const THEMES = ['light', 'dark'];
export const WIDTHS = [360, 1440];
