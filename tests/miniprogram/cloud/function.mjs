// Runs the cloud functions that `tcaptcha init` writes in CloudBase's own local runtime, on any Node.js.

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initProject, USER_IP } from '../lib/backend.mjs';
import { runProcess } from '../../support/run-process.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const bootstrap = join(here, 'node_modules/@cloudbase/cli/runtime/nodejs/bootstrap.js');

// below the tools' node_modules, where wx-server-sdk is found
export const functionFolder = join(here, 'work/captcha');

/** A handler that calls the function several times, as a reused instance is called. */
const WARM = `const { main } = require('./index');
exports.main = async ({ events }) => {
  const answers = [];
  for (const event of events) answers.push(await main(event));
  return answers;
};
`;

export function prepareFunction(packageFolder) {
  initProject('cloud-function', functionFolder, packageFolder);
  addWarmHandler(functionFolder);
}

/** Adds `warm.main` to the function in `folder`. */
export function addWarmHandler(folder) {
  writeFileSync(join(folder, 'warm.js'), WARM);
}

/** Calls the function in a new instance; rejects with what the runtime reports. */
export async function invoke(event, environment, options) {
  const { answer } = await invokeWithLog(event, environment, { isQuiet: true, ...options });
  return answer;
}

/** The same, with what was printed before the answer: quietly nothing, else the function's log as well. */
export async function invokeWithLog(
  event,
  environment,
  {
    node = process.execPath,
    handler = 'index.main',
    isQuiet = false,
    folder = functionFolder,
  } = {},
) {
  const { code, output } = await runProcess(node, [bootstrap], {
    timeoutMs: 60_000,
    env: {
      PATH: process.env.PATH,
      SCF_DISPLAY_IS_QUIET: isQuiet ? 'True' : 'False',
      SCF_FUNCTION_HANDLER: handler,
      GLOBAL_USER_FILE_PATH: `${folder}/`,
      SCF_EVENT_BODY: JSON.stringify(event),
      // what the platform says of the call
      WX_CONTEXT_KEYS: 'WX_CLIENTIP,WX_OPENID',
      WX_CLIENTIP: USER_IP,
      WX_OPENID: 'o-of-the-user',
      ...environment,
    },
  });
  const lines = output.trim().split('\n');
  const answer = JSON.parse(lines.pop());
  if (code !== 0 || (answer && answer.errorCode)) throw new Error(output);
  return { answer, log: lines };
}
