// What init writes: the examples, all files or none, and never over anything.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { copyTemplates } from '../../pkg-template/build/templates.mjs';
import { root } from '../support/npm.mjs';
import { atTerminal, keys, piped, plain } from './command.mjs';

const TEMPLATES = [
  'cloud-function',
  'cloud-function-typescript',
  'unicloud',
  'http-server',
  'express-server',
  'plugin-native',
  'plugin-uni-app',
];
const { version } = JSON.parse(readFileSync(join(process.env.TCAPTCHA_CLI, '../package.json'), 'utf8'));

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'tcaptcha-init-'));
/** Runs it and takes the answer apart. */
const init = (...args) => {
  const { code, out, err } = piped(['init', ...args, '--json']);
  return { code, err, ...JSON.parse(out) };
};
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((path) => path.replace(/\\/g, '/'))
    .filter((path) => !lstatSync(join(folder, path)).isDirectory())
    .sort();
const read = (...path) => readFileSync(join(...path), 'utf8');

/** The files of an example that belong to the repository. */
function examplesFiles(name) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', `examples/${name}`], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.trim().split('\n').map((path) => path.slice(`examples/${name}/`.length)).sort();
}

for (const template of TEMPLATES) {
  test(`${template}: the example byte by byte, with the version that it comes from`, () => {
    const folder = join(emptyFolder(), 'a/b');
    const answer = init(template, folder);
    assert.equal(answer.code, 0, answer.err);
    const files = filesIn(folder);
    assert.deepEqual(files, examplesFiles(template));
    assert.deepEqual([...answer.files].sort(), files);
    for (const path of files) {
      const written = readFileSync(join(folder, path));
      const own = readFileSync(join(root, 'examples', template, path));
      if (!path.endsWith('package.json')) {
        assert.ok(written.equals(own), path);
        continue;
      }
      assert.ok(own.includes(`"tcaptcha-wasm": "${version}"`), path);
      assert.equal(String(written), String(own).replace(`"${version}"`, `"^${version}"`));
    }
  });

  test(`${template}: its README links nothing that is not there`, () => {
    const folder = join(root, 'examples', template);
    for (const [, target] of read(folder, 'README.md').matchAll(/\]\((?!https:|#)([^)#]+)/g)) {
      assert.ok(!target.startsWith('..') && existsSync(join(folder, target)), target);
    }
  });

  test(`${template}: the variables that it is said to need are those that its files name`, () => {
    const folder = join(root, 'examples', template);
    const { environment } = init(template, join(emptyFolder(), 'x'));
    const named = new Set(
      examplesFiles(template)
        .filter((path) => /\.(js|ts|md)$/.test(path))
        .flatMap((path) => read(folder, path).match(/\b(CAPTCHA|TENCENTCLOUD)(_[A-Z]+)+\b/g) ?? []),
    );
    named.delete('CAPTCHA_ENDPOINT');
    assert.deepEqual([...environment].sort(), [...named].sort());
  });
}

test('a .gitignore arrives as one', () => {
  const folder = emptyFolder();
  init('cloud-function-typescript', folder);
  assert.ok(existsSync(join(folder, '.gitignore')) && !existsSync(join(folder, '_gitignore')));
});

test('what stays in an example that was used is not packed, secrets least of all', () => {
  const examples = emptyFolder();
  for (const name of TEMPLATES) {
    mkdirSync(join(examples, name, 'node_modules'), { recursive: true });
    for (const file of ['index.js', '.gitignore', '.env', '.env.local', '.DS_Store', 'node_modules/x.js']) {
      writeFileSync(join(examples, name, file), '');
    }
  }
  const out = emptyFolder();
  copyTemplates(out, examples);
  for (const name of TEMPLATES) {
    assert.deepEqual(filesIn(join(out, 'templates', name)), ['_gitignore', 'index.js']);
  }
});

test('a page is given what may be known of it', () => {
  const given = ['--app-id', '190000001', '--cloud-env', 'my-env-1', '--http-base', 'https://a.example/', '--wx-app-id', 'wx0123456789abcdef'];
  for (const [template, config, manifest, project] of [
    ['plugin-native', 'miniprogram/config.js', 'miniprogram/package.json', 'project.config.json'],
    ['plugin-uni-app', 'src/config.js', 'package.json', 'src/manifest.json'],
  ]) {
    const folder = emptyFolder();
    assert.equal(init(template, folder, ...given).code, 0);
    for (const line of [/captchaAppId(:| =) '190000001'/, /cloudEnv(:| =) 'my-env-1'/, /httpBase(:| =) 'https:\/\/a\.example'/]) {
      assert.match(read(folder, config), line);
    }
    assert.match(read(folder, project), /"wx0123456789abcdef"/);
    const changed = filesIn(folder).filter((path) => read(folder, path) !== read(root, 'examples', template, path));
    assert.deepEqual(changed.sort(), [config, manifest, project].sort());
  }
  const folder = emptyFolder();
  piped(['init', 'plugin-native', folder], { env: keys });
  assert.match(read(folder, 'miniprogram/config.js'), /captchaAppId: '123456789'/);
});

test('--unicloud: the page has the backend of uniCloud, and is run from HBuilderX', () => {
  const folder = emptyFolder();
  const { code, commands } = init('plugin-uni-app', folder, '--unicloud');
  assert.equal(code, 0);
  assert.deepEqual(commands, ['npm install']);
  assert.equal(read(folder, 'src/backend.js'), read(root, 'examples/plugin-uni-app/src/backend.unicloud.js'));
  assert.ok(!existsSync(join(folder, 'src/backend.unicloud.js')));
});

test('nothing is overwritten: what exists is named, and nothing is written', () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'miniprogram/pages'), { recursive: true });
  writeFileSync(join(folder, 'miniprogram/app.json'), 'mine');
  writeFileSync(join(folder, 'notes.txt'), 'mine too');
  const { code, error } = init('plugin-native', folder);
  assert.equal(code, 2);
  assert.equal(error.code, 'files_exist');
  assert.match(error.message, /already has miniprogram\/app\.json: nothing was written/);
  assert.deepEqual(filesIn(folder), ['miniprogram/app.json', 'notes.txt']);
  assert.equal(read(folder, 'miniprogram/app.json'), 'mine');
  const chinese = piped(['init', 'plugin-native', folder, '--lang', 'zh']);
  assert.match(chinese.err, /里已有 miniprogram\/app\.json：不会覆盖/);
  // A second time, too.
  const other = join(folder, 'other');
  assert.equal(init('http-server', other).code, 0);
  assert.equal(init('http-server', other).code, 2);
});

test('the cloud function and the page, each with its command, make one project for the developer tools', () => {
  const folder = emptyFolder();
  assert.equal(init('cloud-function', join(folder, 'cloudfunctions/captcha')).code, 0);
  assert.equal(init('plugin-native', folder).code, 0);
  const { miniprogramRoot, cloudfunctionRoot } = JSON.parse(read(folder, 'project.config.json'));
  assert.ok(existsSync(join(folder, miniprogramRoot, 'app.json')));
  assert.ok(existsSync(join(folder, cloudfunctionRoot, 'captcha/index.js')));
});

test('a folder with other files takes a project', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  assert.equal(init('http-server', folder).code, 0);
  assert.equal(read(folder, 'notes.txt'), 'mine');
});

test('no link below the folder is followed, and nothing is written through one', () => {
  const outside = emptyFolder();
  for (const [link, target] of [
    ['miniprogram', outside],
    ['project.config.json', join(outside, 'project.config.json')], // to where nothing is
  ]) {
    const folder = emptyFolder();
    symlinkSync(target, join(folder, link));
    const { code, error } = init('plugin-native', folder);
    assert.deepEqual([code, error.code], [2, 'files_exist']);
    assert.match(error.message, new RegExp(`already has ${link.replace('.', '\\.')}:`));
    assert.deepEqual(readdirSync(folder), [link]);
  }
  assert.deepEqual(readdirSync(outside), []);
});

test('when a file cannot be written, those before it are removed again', () => {
  const parent = emptyFolder();
  const preload = join(parent, 'full-disk.js');
  writeFileSync(
    preload,
    `const fs = require('fs');
const { openSync } = fs;
let opened = 0;
fs.openSync = (path, flags, ...rest) => {
  if (flags === 'wx' && ++opened === 9) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  return openSync(path, flags, ...rest);
};
`,
  );
  const folder = join(parent, 'deep/project');
  const env = { NODE_OPTIONS: `--require ${preload}` };
  const { code, err } = piped(['init', 'plugin-native', folder], { env });
  assert.equal(code, 2);
  assert.match(err, /^cannot write to .*deep\/project \(ENOSPC\); nothing was left there/);
  assert.deepEqual(readdirSync(parent), ['full-disk.js']);
  // A file in the place of the folder.
  assert.match(piped(['init', 'plugin-native', join(preload, 'x')]).err, /^cannot write to .* \(ENOTDIR\)/);
});

test('what cannot be understood ends with 2, and names what can be', () => {
  const list = TEMPLATES.join(' | ').replace(/\|/g, '\\|');
  for (const [args, code, message] of [
    [[], 'missing_template', new RegExp(`no template: must be ${list}`)],
    [['cloud'], 'unknown_template', new RegExp(`no template cloud: must be ${list}`)],
    [['../plugin-native'], 'unknown_template', /must be/],
    [['toString'], 'unknown_template', /must be/],
    [['http-server', '--app-id', '1'], 'not_for_template', /template http-server has no option --app-id/],
    [['plugin-native', '--unicloud'], 'not_for_template', /template plugin-native has no option --unicloud/],
    [['plugin-native', '--app-id', "1', x: '"], 'bad_form', /--app-id: must look like 123456789/],
    [['plugin-native', '--cloud-env', "a'"], 'bad_form', /--cloud-env/],
    [['plugin-native', '--http-base', "https://a.example/'+x+'"], 'bad_form', /--http-base/],
    [['plugin-native', '--wx-app-id', 'wx1"'], 'bad_form', /--wx-app-id/],
    [['plugin-native', 'a', 'b'], 'unexpected_argument', /too many/],
    [['plugin-native', '--secret-key', 'hunter2'], 'secret_option', /secrets are not taken/],
  ]) {
    const answer = init(...args);
    assert.equal(answer.code, 2, args.join(' '));
    assert.equal(answer.error.code, code);
    assert.match(answer.error.message, message);
    assert.equal(answer.err, '');
  }
});

test('no secret is written, printed or asked for', () => {
  const env = { ...keys, TENCENTCLOUD_SECRET_ID: 'AKIDplanted', TENCENTCLOUD_SECRET_KEY: 'plantedSecretKey', CAPTCHA_APP_SECRET_KEY: 'plantedAppSecretKey0000001' };
  for (const template of TEMPLATES) {
    const folder = join(emptyFolder(), 'x');
    const { code, out, err } = piped(['init', template, folder], { env });
    assert.equal(code, 0, err);
    const all = [out, err, ...filesIn(folder).map((path) => read(folder, path))].join('\n');
    assert.doesNotMatch(all, /planted/);
  }
});

test('it ends with the variables to set, the commands and the steps, in both languages', () => {
  for (const [lang, run, then] of [
    ['en', 'next, run:', 'then:'],
    ['zh', '接下来执行：', '然后：'],
  ]) {
    for (const template of TEMPLATES) {
      const folder = join(emptyFolder(), 'my project');
      const { out } = piped(['init', template, folder, '--lang', lang]);
      const { environment } = init(template, join(emptyFolder(), 'x'));
      for (const name of environment) assert.match(out, new RegExp(`^  ${name} +\\S`, 'm'));
      const [, after] = out.split(`\n${run}\n`);
      assert.ok(after.startsWith(`\n  cd "${folder}"\n`), out);
      assert.match(after.split(`\n${then}\n`)[1], /^\n {2}1\. \S[^]*\n {2}2\. \S/);
    }
  }
  const { out } = piped(['init', 'plugin-native', join(emptyFolder(), 'x'), '--app-id', '1', '--cloud-env', 'a', '--wx-app-id', 'wx0123456789abcdef']);
  assert.doesNotMatch(out, /set captchaAppId|set appid|set the backend/);
});

test('at a terminal it asks; a wrong answer is asked for again', () => {
  const folder = join(emptyFolder(), 'asked');
  const { code, output } = atTerminal(['init', '--lang', 'zh'], {
    columns: 200,
    steps: [
      { expect: '选择哪个模板', send: '9\r' },
      { expect: '选择哪个模板', send: '6\r' },
      { expect: '写到哪个目录', send: `${folder}\r` },
      { expect: 'CaptchaAppId', send: 'abc\r' },
      { expect: 'CaptchaAppId', send: '190000001\r' },
      { expect: '环境 ID', send: '\r' },
      { expect: 'HTTP 后端', send: 'https://a.example\r' },
    ],
  });
  assert.equal(code, 0, output);
  assert.match(plain(output), /已将 plugin-native 写入/);
  assert.match(read(folder, 'miniprogram/config.js'), /captchaAppId: '190000001'[^]*cloudEnv: ''[^]*httpBase: 'https:\/\/a\.example'/);
});

test('at a terminal an option that the chosen template does not take, and a value of no use, end it', () => {
  for (const [args, env, message] of [
    [['--unicloud'], {}, /template plugin-native has no option --unicloud/],
    [[], { CAPTCHA_APP_ID: 'abc' }, /invalid value for CAPTCHA_APP_ID: must look like 123456789/],
  ]) {
    const steps = [{ expect: 'which template', send: 'plugin-native\r' }];
    const { code, output } = atTerminal(['init', ...args], { env, steps });
    assert.equal(code, 2, output);
    assert.match(plain(output), message);
  }
});

test('Ctrl-C and Ctrl-D at a question end with 130, and nothing is written', () => {
  for (const send of ['\u0003', '\u0004']) {
    const steps = [
      { expect: 'which template', send: 'http-server\r' },
      { expect: 'which folder', send },
    ];
    const { code } = atTerminal(['init'], { steps });
    assert.equal(code, 130);
    assert.ok(!existsSync('/captcha-server'));
  }
});

test('with a template named nothing is asked, at a terminal either', () => {
  const folder = join(dirname(emptyFolder()), `tcaptcha-init-${process.pid}`, 'x');
  const { code, output } = atTerminal(['init', 'http-server', folder]);
  assert.equal(code, 0, output);
  assert.ok(existsSync(join(folder, 'server.js')));
});
