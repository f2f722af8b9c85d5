// The templates: folders of examples/ that the package carries in templates/ (build/templates.mjs).

import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import table from './templates.json';

export type TemplateName = keyof typeof table;

/** What there is to do by hand. */
export type StepName =
  | 'setFunctionVariables'
  | 'uploadFunction'
  | 'uploadBuiltFunction'
  | 'writePageForCloud'
  | 'setUniCloudVariables'
  | 'moveUniCloud'
  | 'uploadUniCloud'
  | 'writePageForUniCloud'
  | 'startServer'
  | 'putHttpsBefore'
  | 'writePageForHttp'
  | 'addPlugin'
  | 'fillInAppId'
  | 'fillInWxAppId'
  | 'chooseBackend'
  | 'openNative'
  | 'openUniApp'
  | 'openHBuilderX';

/** A template's row in templates.json, which the build reads too. */
export interface Template {
  /** Where it is written when no folder is named. */
  readonly folder: string;
  /** The environment variables that a backend must be given. */
  readonly environment: readonly string[];
  /** What to run in the folder next. */
  readonly commands: readonly string[];
  /** What is to be done by hand after that. */
  readonly steps: readonly StepName[];
  /** A backend has none. */
  readonly page?: Page;
}

export interface Page {
  /** The file with the public values, and the one with the mini program's own AppID. */
  readonly config: string;
  readonly project: string;
  /** What differs for a backend on uniCloud: `backend` has the content of another file of the example. */
  readonly uniCloud?: Pick<Template, 'commands' | 'steps'> & {
    readonly backend: string;
    readonly takenFrom: string;
  };
}

export const TEMPLATES: { readonly [name in TemplateName]: Template } = table as {
  readonly [name in TemplateName]: Template;
};
export const TEMPLATE_NAMES = Object.keys(table) as TemplateName[];

/** Public values that a page is given; the examples' own stand in for those that are left out. */
export interface Answers {
  readonly captchaAppId?: string;
  readonly cloudEnv?: string;
  readonly httpBase?: string;
  readonly wxAppId?: string;
  readonly useUniCloud?: true;
}

/** What to do with the project, after it was written. */
export function nextOf(name: TemplateName, answers: Answers): Pick<Template, 'commands' | 'steps'> {
  const template = TEMPLATES[name];
  const { commands, steps } = (answers.useUniCloud && template.page?.uniCloud) || template;
  const settled: { readonly [step in StepName]?: boolean } = {
    fillInAppId: answers.captchaAppId !== undefined,
    fillInWxAppId: answers.wxAppId !== undefined,
    chooseBackend: answers.cloudEnv !== undefined || answers.httpBase !== undefined,
  };
  return { commands, steps: steps.filter((step) => !settled[step]) };
}

export function isTemplateName(name: string): name is TemplateName {
  return TEMPLATE_NAMES.indexOf(name as TemplateName) >= 0;
}

/** A file to be written: its path below the project's folder, with slashes. */
export interface TemplateFile {
  readonly path: string;
  readonly content: Buffer;
}

/** The files of a template with the answers put in. cli.js lies at the package's top. */
export function readTemplate(name: TemplateName, answers: Answers): TemplateFile[] {
  const root = join(__dirname, 'templates', name);
  const { page } = TEMPLATES[name];
  const uniCloud = answers.useUniCloud && page && page.uniCloud;
  const carried = listFiles(root).filter((path) => !uniCloud || path !== uniCloud.backend);
  return carried.map((source) => {
    const isBackend = uniCloud && source === uniCloud.takenFrom;
    const path = isBackend ? uniCloud.backend : source.replace(/(^|\/)_/g, '$1.');
    const content = readFileSync(join(root, source));
    const isFilledIn = page && (path === page.config || path === page.project);
    if (!isFilledIn && !/(^|\/)package\.json$/.test(path)) return { path, content };
    return { path, content: Buffer.from(fillIn(content.toString('utf8'), answers)) };
  });
}

/** Paths of all files below a folder, with slashes. */
function listFiles(root: string, below = ''): string[] {
  const paths: string[] = [];
  for (const name of readdirSync(join(root, below)).sort()) {
    const path = below ? `${below}/${name}` : name;
    if (statSync(join(root, path)).isDirectory()) paths.push(...listFiles(root, path));
    else paths.push(path);
  }
  return paths;
}

/** The version of this package, and the answers, in the place of what the examples have there. */
function fillIn(text: string, answers: Answers): string {
  const { version } = require('./package.json') as { version: string };
  const { wxAppId } = answers;
  let filled = text.replace(/("tcaptcha-wasm": )"[^"]*"/, `$1"^${version}"`);
  for (const name of ['captchaAppId', 'cloudEnv', 'httpBase'] as const) {
    const value = answers[name];
    if (value === undefined) continue;
    // `name: '…'` in an object, `name = '…'` in a module.
    filled = filled.replace(new RegExp(`\\b(${name}(?::| =)) '[^']*'`), `$1 '${value}'`);
  }
  return wxAppId === undefined ? filled : filled.replace(/"wx0{16}"/, `"${wxAppId}"`);
}
