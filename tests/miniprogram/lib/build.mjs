// Builds each client example with its framework's real tool.
//
// Every example is built as it stands, and as `NAME.cloud`, with a cloud environment set in its
// config: the choice of the backend is fixed at build time.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runProcess } from '../../support/run-process.mjs';
import { examples, here, installTools, target } from './folders.mjs';
import { fingerprintOf, unlessStamped } from './stamp.mjs';

export const builtExamples = join(target, 'examples');

const CLOUD_ENVIRONMENT = 'test-env';

const native = { config: 'config.js', tools: 'pack', build: packNpm };

const CLIENTS = {
  'plugin-native': native,
  'jump-native': native,
  'plugin-uni-app': { config: 'src/config.js', tools: 'uni-app', build: buildUniApp },
  'plugin-taro': { config: 'src/config.ts', tools: 'taro', build: buildTaro },
};

/** Builds what has changed; gives the folder with `NAME` and `NAME.cloud` of each. */
export async function buildExamples(packageFolder) {
  for (const [name, client] of Object.entries(CLIENTS)) {
    const tools = installTools(client.tools);
    for (const variant of ['', '.cloud']) {
      const built = join(builtExamples, name + variant);
      const inputs = [
        join(examples, name),
        join(packageFolder, 'miniprogram'),
        join(packageFolder, 'package.json'),
        join(tools, 'package-lock.json'),
        join(here, 'lib/build.mjs'),
      ];
      await unlessStamped(`${built}.stamp`, fingerprintOf(...inputs), async () => {
        const started = Date.now();
        rmSync(built, { recursive: true, force: true });
        const work = copyExample(name, tools, packageFolder);
        if (variant) setCloudEnvironment(join(work, client.config));
        cpSync(await client.build(work, tools), built, { recursive: true });
        rmSync(work, { recursive: true });
        console.log(`built ${name}${variant} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      });
    }
  }
  return builtExamples;
}

/** A copy of the example below the tools' node_modules, with the package installed in it. */
function copyExample(name, tools, packageFolder) {
  const work = join(tools, 'work');
  rmSync(work, { recursive: true, force: true });
  cpSync(join(examples, name), work, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|dist|miniprogram_npm)$/.test(source),
  });
  mkdirSync(join(work, 'node_modules'), { recursive: true });
  cpSync(packageFolder, join(work, 'node_modules/tcaptcha-wasm'), { recursive: true });
  return work;
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

async function buildUniApp(work, tools) {
  const uni = join(tools, 'node_modules/@dcloudio/vite-plugin-uni/bin/uni.js');
  await runNode([uni, 'build', '-p', 'mp-weixin'], work);
  return join(work, 'dist/build/mp-weixin');
}

async function buildTaro(work, tools) {
  const bin = (name) => join(tools, 'node_modules', name);
  await runNode([bin('typescript/bin/tsc'), '--noEmit'], work);
  await runNode([bin('@tarojs/cli/bin/taro'), 'build', '--type', 'weapp'], work);
  return join(work, 'dist');
}

async function runNode(args, cwd) {
  const env = { ...process.env, NODE_ENV: 'production', CI: 'true' };
  const { code, output } = await runProcess(process.execPath, args, { cwd, env });
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output.slice(-8000)}`);
}
