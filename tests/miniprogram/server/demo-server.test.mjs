// The servers of the demo page: what other sites and odd clients can do to them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../../support/npm.mjs';
import { hangUp, rawRequest } from './server.mjs';

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo.stop());

/** The demo's servers in a process of their own, without the built page. */
async function startDemo() {
  const script = `
    import { startDemo } from ${JSON.stringify(pathToFileURL(join(root, 'www/server/demo.mjs')))};
    const demo = await startDemo(0);
    process.once('SIGTERM', () => demo.close());
    console.log(demo.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = once(child, 'exit');
  const ready = once(createInterface({ input: child.stdout }), 'line');
  const failed = ended.then(([code]) => {
    throw new Error(`the demo ended with ${code}: ${errors}`);
  });
  failed.catch(() => {});
  const [url] = await Promise.race([ready, failed]);
  return {
    url,
    errors: () => errors,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Status and body of a POST with these headers, by a client that sends what it is told. */
async function post(path, headers, body = '{}') {
  const { host } = new URL(demo.url);
  const lines = Object.entries({ Host: host, ...headers }).map((pair) => pair.join(': '));
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  const connection = await rawRequest(demo.url, [
    `POST ${path} HTTP/1.1`,
    ...lines,
    length,
    '',
    body,
  ]);
  connection.destroy();
  return Number(/^HTTP\/1\.1 (\d+)/.exec(connection.text)[1]);
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const TROUBLE = '{"trouble":"service_down"}';

for (const [name, path, headers, expected] of [
  [
    'the page itself',
    '/api/demo/exchanges',
    { ...JSON_TYPE, 'Sec-Fetch-Site': 'same-origin' },
    200,
  ],
  ['a client without a browser', '/api/demo/exchanges', JSON_TYPE, 200],
  [
    'text of another site',
    '/api/demo/trouble',
    { 'Content-Type': 'text/plain', Origin: 'http://evil.example' },
    403,
  ],
  [
    'text of a browser that hides the origin',
    '/api/demo/trouble',
    { 'Content-Type': 'text/plain', Origin: 'null' },
    403,
  ],
  ['text without an origin', '/api/demo/trouble', { 'Content-Type': 'text/plain' }, 415],
  ['no type at all', '/api/demo/trouble', {}, 415],
  [
    'a type that only starts like JSON',
    '/api/demo/trouble',
    { 'Content-Type': 'application/jsonp' },
    415,
  ],
  [
    'JSON of another site',
    '/api/demo/trouble',
    { ...JSON_TYPE, Origin: 'http://evil.example' },
    403,
  ],
  [
    'JSON of another port',
    '/api/demo/trouble',
    { ...JSON_TYPE, Origin: 'http://127.0.0.1:1' },
    403,
  ],
  [
    'a browser that says cross-site',
    '/api/demo/trouble',
    { ...JSON_TYPE, 'Sec-Fetch-Site': 'cross-site' },
    403,
  ],
  [
    'a browser that says same-site',
    '/api/demo/trouble',
    { ...JSON_TYPE, 'Sec-Fetch-Site': 'same-site' },
    403,
  ],
  [
    'another name for this address',
    '/api/demo/trouble',
    { ...JSON_TYPE, Host: 'evil.example' },
    403,
  ],
  [
    'the backend, from another site',
    '/api/aidEncrypted',
    { ...JSON_TYPE, Origin: 'http://evil.example' },
    403,
  ],
]) {
  test(`POST ${path}, ${name}: HTTP ${expected}`, async () => {
    const body = path.endsWith('trouble') ? TROUBLE : '{}';
    assert.equal(await post(path, headers, body), expected);
    // No refused request made trouble: a whole round trip passes.
    assert.equal(await roundTrip(), 'passed');
  });
}

test('a page of this server can make trouble', async () => {
  const { origin } = new URL(demo.url);
  const headers = { ...JSON_TYPE, Origin: origin, 'Sec-Fetch-Site': 'same-origin' };
  assert.equal(await post('/api/demo/trouble', headers, TROUBLE), 200);
  assert.equal(await roundTrip(), 'unavailable');
  assert.equal(await post('/api/demo/trouble', headers, '{"trouble":null}'), 200);
  assert.equal(await roundTrip(), 'passed');
});

for (const [target, expected] of [
  ['//', 400],
  ['//evil.example/', 400],
  ['http://', 400],
  ['http://evil.example/api/demo/exchanges', 400],
  ['/\\evil.example/', 400],
  ['*', 400],
  ['/%', 404],
  ['/%00', 404],
  ['/../../Cargo.toml', 404],
  ['/no/such/page.html', 404],
]) {
  test(`GET ${target}: HTTP ${expected}`, async () => {
    assert.equal(await statusOf(`GET ${target} HTTP/1.1`), expected);
  });
}

test('a body over 64 KiB: HTTP 413', async () => {
  const body = JSON.stringify('x'.repeat(70_000));
  assert.equal(await post('/api/demo/solve', JSON_TYPE, body), 413);
});

test('clients that hang up within the body, wherever they were going', async () => {
  const { host } = new URL(demo.url);
  for (const path of ['/api/demo/solve', '/api/check', '/']) {
    const head = [`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Content-Type: application/json'];
    const lines = [...head, 'Content-Length: 1000', '', '{"capt'];
    await Promise.all(Array.from({ length: 20 }, () => hangUp(demo.url, lines)));
  }
  assert.equal(await roundTrip(), 'passed');
});

test('of all this the log has the one check that could not be made', () => {
  const { status, reason } = JSON.parse(demo.errors());
  assert.deepEqual([status, reason], ['unavailable', 'service']);
});

async function roundTrip() {
  const ask = async (path, body) => {
    const response = await fetch(new URL(path, demo.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, path);
    return response.json();
  };
  const { aidEncrypted } = await ask('api/aidEncrypted', {});
  const input = { flow: 'plugin', outcome: 'solved', aidEncrypted };
  const { delivered } = await ask('api/demo/solve', input);
  return (await ask('api/check', { captchaResult: delivered })).status;
}

async function statusOf(requestLine) {
  const { hostname, port, host } = new URL(demo.url);
  const socket = net.connect(Number(port), hostname);
  socket.write(`${requestLine}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
}
