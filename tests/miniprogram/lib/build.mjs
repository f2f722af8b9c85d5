// Builds each client example with its framework's real tool.
//
// Every example is built as it stands, and as `NAME.cloud`, with a cloud environment set in its
// config: the choice of the backend is fixed at build time. Where the example is a template,
// `NAME.cloud` is what `tcaptcha init` writes for that, and `plugin-uni-app.unicloud` what it writes
// for a backend on uniCloud. What the Vue 2 project of uni-app has
// of its own, besides the page and the files that the page needs, is in uni-app-vue2/project.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runProcess } from '../../support/run-process.mjs';
import { initProject } from './backend.mjs';
import { examples, here, installTools, target } from './folders.mjs';
import { fingerprintOf, unlessStamped } from './stamp.mjs';

export const builtExamples = join(target, 'examples');

const CLOUD_ENVIRONMENT = 'test-env';
const INIT_OPTIONS = {
  '.cloud': ['--cloud-env', CLOUD_ENVIRONMENT],
  '.unicloud': ['--unicloud'],
};
/** As HBuilderX hands on the space that a project is linked to; an endpoint that is nobody's. */
const UNI_CLOUD_SPACES = JSON.stringify([
  {
    id: 'space-of-the-tests',
    name: 'space-of-the-tests',
    provider: 'aliyun',
    clientSecret: 'client-secret-of-the-tests',
    apiEndpoint: 'https://unicloud.example',
  },
]);

const native = { tools: 'pack', build: packNpm };

/**
 * The slowest first, so that none is waited for alone. `root` is the folder with the package.json, where it is
 * not the example's own.
 */
const CLIENTS = {
  'plugin-taro': { config: 'src/config.ts', tools: 'taro', build: buildTaro },
  'plugin-uni-app': {
    config: 'src/config.js',
    tools: 'uni-app',
    build: buildUniApp,
    isTemplate: true,
    variants: ['.unicloud'],
  },
  'plugin-uni-app.vue2': {
    example: 'plugin-uni-app',
    config: 'src/config.js',
    tools: 'uni-app-vue2',
    project: 'uni-app-vue2/project',
    build: buildUniAppVue2,
  },
  'plugin-native': {
    ...native,
    config: 'miniprogram/config.js',
    root: 'miniprogram',
    isTemplate: true,
  },
  'jump-native': { ...native, config: 'config.js' },
};

/** Builds what has changed; gives the folder with `NAME` and `NAME.cloud` of each. */
export async function buildExamples(packageFolder) {
  const builds = [];
  for (const [name, client] of Object.entries(CLIENTS)) {
    installTools(client.tools);
    for (const variant of ['', '.cloud', ...(client.variants ?? [])]) {
      builds.push(() =>
        buildExample(name + variant, { example: name, ...client, variant }, packageFolder),
      );
    }
  }
  await inParallel(builds, availableParallelism());
  return builtExamples;
}

async function buildExample(name, client, packageFolder) {
  const tools = join(here, client.tools);
  const built = join(builtExamples, name);
  const inputs = [
    join(examples, client.example),
    join(packageFolder, 'miniprogram'),
    join(packageFolder, 'package.json'),
    join(packageFolder, 'cli.js'),
    join(packageFolder, 'templates'),
    join(tools, 'package-lock.json'),
    join(here, 'lib/build.mjs'),
  ];
  if (client.project) inputs.push(join(here, client.project));
  await unlessStamped(`${built}.stamp`, fingerprintOf(...inputs), async () => {
    const started = Date.now();
    rmSync(built, { recursive: true, force: true });
    const work = join(tools, 'work', name);
    if (client.isTemplate && client.variant) {
      initProject(client.example, work, packageFolder, INIT_OPTIONS[client.variant], client.root);
    } else {
      copyExample(client, work, packageFolder);
      if (client.variant) setCloudEnvironment(join(work, client.config));
    }
    const root = join(work, client.root ?? '.');
    cpSync(await client.build(root, tools, client.variant), built, { recursive: true });
    rmSync(work, { recursive: true });
    console.log(`built ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });
}

async function inParallel(tasks, lanes) {
  const waiting = [...tasks];
  const lane = async () => {
    while (waiting.length > 0) await waiting.shift()();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A copy of the example below the tools' node_modules, with the package installed in it. */
function copyExample({ example, project, root = '.' }, work, packageFolder) {
  rmSync(work, { recursive: true, force: true });
  cpSync(join(examples, example), work, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|dist|miniprogram_npm)$/.test(source),
  });
  if (project) cpSync(join(here, project), work, { recursive: true });
  const modules = join(work, root, 'node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(packageFolder, join(modules, 'tcaptcha-wasm'), { recursive: true });
}

function setCloudEnvironment(configFile) {
  const before = readFileSync(configFile, 'utf8');
  const after = before.replace(/(cloudEnv\b[^']*)''/, `$1'${CLOUD_ENVIRONMENT}'`);
  if (after === before) throw new Error(`${configFile} has no empty cloudEnv`);
  writeFileSync(configFile, after);
}

/** The developer tools' "构建 npm". */
async function packNpm(work, tools) {
  const { packNpmManually } = createRequire(join(tools, 'package.json'))('miniprogram-ci');
  const { miniProgramPackNum, otherNpmPackNum, warnList } = await packNpmManually({
    packageJsonPath: join(work, 'package.json'),
    miniprogramNpmDistDir: work,
  });
  if (miniProgramPackNum !== 1 || otherNpmPackNum !== 0 || warnList.length > 0) {
    throw new Error(`the npm build packed something else: ${JSON.stringify(warnList)}`);
  }
  rmSync(join(work, 'node_modules'), { recursive: true });
  return work;
}

async function buildUniApp(work, tools, variant) {
  const uni = join(tools, 'node_modules/@dcloudio/vite-plugin-uni/bin/uni.js');
  // A project that is linked to a space gets uniCloud's library, whether it uses it or not.
  const env = variant === '.unicloud' ? { UNI_CLOUD_SPACES } : {};
  await runNode([uni, 'build', '-p', 'mp-weixin'], work, env);
  return join(work, 'dist/build/mp-weixin');
}

async function buildUniAppVue2(work, tools) {
  // the Vue command line looks for its plugins in the project's package.json
  cpSync(join(tools, 'package.json'), join(work, 'package.json'));
  for (const file of ['vite.config.js', 'src/pages/login'])
    rmSync(join(work, file), { recursive: true });
  const manifest = join(work, 'src/manifest.json');
  writeFileSync(
    manifest,
    readFileSync(manifest, 'utf8').replace('"vueVersion": "3"', '"vueVersion": "2"'),
  );
  const service = join(tools, 'node_modules/@vue/cli-service/bin/vue-cli-service.js');
  // webpack 4 hashes with MD4, which OpenSSL 3 has among its legacy ciphers only
  await runNode([service, 'uni-build'], work, {
    UNI_PLATFORM: 'mp-weixin',
  });
  return join(work, 'dist/build/mp-weixin');
}

async function buildTaro(work, tools) {
  const bin = (name) => join(tools, 'node_modules', name);
  await runNode([bin('typescript/bin/tsc'), '--noEmit'], work);
  await runNode([bin('@tarojs/cli/bin/taro'), 'build', '--type', 'weapp'], work);
  return join(work, 'dist');
}

async function runNode(args, cwd, ownEnv = {}) {
  const env = { ...process.env, NODE_ENV: 'production', CI: 'true', ...ownEnv };
  const { code, output } = await runProcess(process.execPath, args, { cwd, env });
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output.slice(-8000)}`);
}
