// The HTTP server on the Node.js versions that its README promises; its behaviour is tested in ../server.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { initProject, startSimulator } from '../lib/backend.mjs';
import { target } from '../lib/folders.mjs';
import { hangUp, jsonHead, rawRequest, startServer } from '../server/server.mjs';
import { nodeBinaries } from './nodes.mjs';

const packageFolder = process.env.TCAPTCHA_PACKAGE;
const folder = join(target, 'http-server-old');
let simulator;

before(async () => {
  initProject('http-server', folder, packageFolder);
  simulator = await startSimulator(packageFolder);
});
after(() => simulator.close());

for (const [name, node] of nodeBinaries()) {
  test(`${name}: a round trip through the HTTP server`, async () => {
    const server = await startServer(folder, simulator.environment, node);
    const { body } = await server.post('/api/aidEncrypted', {});
    const captchaResult = simulator.solvePlugin(body.aidEncrypted);
    const first = await server.post('/api/check', { captchaResult });
    assert.deepEqual([first.statusCode, first.body], [200, { status: 'passed' }]);
    const second = await server.post('/api/check', { captchaResult });
    assert.equal(second.body.reason, 'replayed');
    assert.equal((await server.ask('POST', '/api/check', 'x'.repeat(70_000))).statusCode, 413);
    assert.equal(await server.stop(), 0);
  });

  test(`${name}: clients that hang up are not logged, and HTTP/1.0 is closed after the answer`, async () => {
    const server = await startServer(folder, simulator.environment, node);
    const head = ['POST /api/check HTTP/1.1', 'Host: localhost', ...jsonHead(9), '', '{"c'];
    await Promise.all(Array.from({ length: 50 }, () => hangUp(server.url, head)));
    const old = ['POST /api/aidEncrypted HTTP/1.0', ...jsonHead(2), '', '{}'];
    const connection = await rawRequest(server.url, old);
    assert.match(connection.text, /^HTTP\/1\.1 200 /);
    await connection.ended;
    assert.equal(await server.stop(), 0);
    assert.equal(server.errors(), '');
  });
}
