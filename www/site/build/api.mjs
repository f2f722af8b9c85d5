// The API reference as pages of the site: what TypeDoc has read from the sources, written as Markdown.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReference, REFERENCE_DATA } from '../../../docs/reference.mjs';
import { isCurrent } from './is-current.mjs';
import { FOLDERS, root } from './pages.mjs';

const INTRODUCTIONS = {
  zh: '# API 参考\n\n每个模块一页，由源代码生成。说明文字取自代码注释，为英文。\n',
  en: '# API reference\n\nOne page for each module, generated from the source code.\n',
};

/** The titles that TypeDoc writes into its data in English. */
const CHINESE = {
  Modules: '模块',
  Classes: '类',
  Constructors: '构造函数',
  Functions: '函数',
  Interfaces: '接口',
  Methods: '方法',
  Properties: '属性',
  'Type Aliases': '类型',
  Variables: '变量',
};
const site = fileURLToPath(new URL('../', import.meta.url));

/** Writes `api/` of both languages into `source`. The texts are the sources' own, in English. */
export function writeApiPages(source) {
  if (!isFresh()) makeReference();
  const project = JSON.parse(readFileSync(REFERENCE_DATA, 'utf8'));
  for (const [language, folder] of Object.entries(FOLDERS)) {
    const data = join(root, `target/docs/api.${language}.json`);
    writeFileSync(data, JSON.stringify(forSite(project, language)));
    const out = join(source, folder, 'api');
    typedoc(data, ['--lang', language, '--out', out]);
    const index = join(out, 'index.md');
    writeFileSync(index, readFileSync(index, 'utf8').replace(/^# .*\n/, INTRODUCTIONS[language]));
  }
}

function typedoc(data, args) {
  const program = join(site, 'node_modules/typedoc/bin/typedoc');
  const options = ['--options', join(site, 'typedoc.json'), ...args, data];
  const done = spawnSync(process.execPath, [program, ...options], { cwd: site, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`typedoc ${args.join(' ')}\n${done.stdout}${done.stderr}`);
}

/**
 * The data as the site wants them. The reference is read in two parts, server and client; a reader
 * looks for modules only. What `CaptchaError` has from `Error` is not ours to describe.
 */
function forSite({ readme, ...project }, language) {
  const all = project.children.flatMap((part) => part.children);
  const modules = all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const groups = [{ title: 'Modules', children: modules.map(({ id }) => id) }];
  return JSON.parse(JSON.stringify({ ...project, children: modules, groups }), (name, value) => {
    if (name === 'children' || name === 'signatures')
      return value.filter((one) => !one.inheritedFrom);
    if (name === 'groups') return value.toSorted((a, b) => rank(a) - rank(b));
    if (name === 'title' && language === 'zh') return CHINESE[value] ?? value;
    return value;
  });
}

/** Functions are what is looked for first. */
const rank = ({ title }) => (/^(Functions|函数)$/.test(title) ? 0 : 1);

/** Whether the data are newer than everything that they are made from: TypeDoc takes long. */
function isFresh() {
  const template = join(root, 'pkg-template');
  const files = readdirSync(template, { recursive: true }).filter(
    (name) => /\.(ts|json|md)$/.test(name) && !name.includes('node_modules'),
  );
  return isCurrent(
    REFERENCE_DATA,
    files.map((name) => join(template, name)),
  );
}
