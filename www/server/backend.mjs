// Runs examples/http-server as it is, in a process of its own, against the recorder.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examplesFolder, packageFolder } from './cast.mjs';

export async function startExampleBackend({ app, credentials, endpoint }) {
  // The example asks for 'tcaptcha-wasm' as any project would: it gets the package just built.
  const modules = await mkdtemp(join(tmpdir(), 'tcaptcha-demo-'));
  await symlink(packageFolder, join(modules, 'tcaptcha-wasm'), 'junction');

  const child = spawn(process.execPath, ['server.js'], {
    cwd: join(examplesFolder, 'http-server'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_PATH: modules,
      HOST: '127.0.0.1',
      PORT: '0',
      CAPTCHA_APP_ID: app.captchaAppId,
      CAPTCHA_APP_SECRET_KEY: app.appSecretKey,
      CAPTCHA_ENDPOINT: endpoint,
      TENCENTCLOUD_SECRET_ID: credentials.secretId,
      TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
    },
  });
  const exited = new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => resolve(code));
  });
  const url = await Promise.race([
    addressOf(child.stdout),
    exited.then((code) => {
      throw new Error(`the example backend did not start (code ${code})`);
    }),
  ]);
  return {
    url,
    exited,
    async close() {
      child.kill();
      // A connection that is still open must not keep the demo from ending.
      const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
      await exited;
      clearTimeout(timer);
      await rm(modules, { recursive: true, force: true });
    },
  };
}

/** The example prints the address that it listens on. */
function addressOf(stdout) {
  return new Promise((resolve, reject) => {
    let text = '';
    stdout.setEncoding('utf8');
    // Goes on listening: an unread pipe would one day stop the example.
    stdout.on('data', (chunk) => {
      if (text.length > 10_000) return;
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found) resolve(found[0]);
    });
    stdout.on('end', () => reject(new Error('the example backend printed no address')));
  });
}
