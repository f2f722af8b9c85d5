// TLS, proxies, connections kept and left, and the transport over fetch.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createCertificate, HOST } from './lib/certificate.mjs';
import { freePort } from './lib/redis.mjs';
import {
  captchaOptions,
  label,
  lib,
  packageFolder,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';

const certificate = createCertificate();

/** The simulator behind TLS. */
async function tlsServer(t, target) {
  const { port } = new URL(target);
  const server = https.createServer(certificate, (request, response) => {
    const onward = http.request(
      {
        host: '127.0.0.1',
        port,
        method: request.method,
        path: request.url,
        headers: request.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  await listen(t, server);
  return server.address().port;
}

/** A proxy that leads every CONNECT to one port, and counts; wants a password if there is one. */
async function proxyServer(t, port, login) {
  const seen = [];
  const sockets = new Set();
  const server = http.createServer((request, response) => response.writeHead(405).end());
  server.on('connect', (request, socket, head) => {
    const authorization = login && `Basic ${Buffer.from(login).toString('base64')}`;
    seen.push(request.url);
    socket.on('error', () => {});
    if (login && request.headers['proxy-authorization'] !== authorization) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const onward = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    sockets.add(socket).add(onward);
  });
  await listen(t, server);
  t.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { seen, url: `http://${login ? `${login}@` : ''}127.0.0.1:${server.address().port}` };
}

async function listen(t, server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
}

/** Checks tickets in a process of its own, and says the outcomes; the process must end by itself. */
function checkInProcess(endpoint, results, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('./lib/checker.cjs', import.meta.url)),
        packageFolder,
        endpoint,
        JSON.stringify(results),
      ],
      { env: { PATH: process.env.PATH, ...environment } },
    );
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`does not end by itself: ${output}`));
    }, 20_000);
    child.on('exit', () => {
      clearTimeout(timer);
      const line = output.split('\n').find((one) => one.startsWith('['));
      if (line) resolve(JSON.parse(line));
      else reject(new Error(output));
    });
  });
}

test('TLS: a certificate that nobody vouches for is refused, one that somebody does is taken', async (t) => {
  const { simulator, url } = await roundTrip(t);
  const port = await tlsServer(t, url);
  const captchaResult = solve(simulator);
  const captcha = lib.createCaptcha(captchaOptions(`https://127.0.0.1:${port}`));
  t.after(() => captcha.dispose());
  const outcome = await captcha.check({ captchaResult, userIp: USER_IP });
  assert.equal(outcome.reason, 'network');
  assert.equal(outcome.cause.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
  const vouched = { NODE_EXTRA_CA_CERTS: certificate.certFile };
  assert.deepEqual(
    await checkInProcess(`https://127.0.0.1:${port}`, [captchaResult, solve(simulator)], vouched),
    ['passed', 'passed'],
  );
  // The right certificate for another name.
  assert.deepEqual(await checkInProcess(`https://localhost:${port}`, [solve(simulator)], vouched), [
    'unavailable/network',
  ]);
});

test('a proxy: used for https as the environment says, in either case', async (t) => {
  const { simulator, url } = await roundTrip(t);
  const port = await tlsServer(t, url);
  const proxy = await proxyServer(t, port);
  const vouched = { NODE_EXTRA_CA_CERTS: certificate.certFile };
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    proxy.seen.length = 0;
    const results = [solve(simulator), solve(simulator, 'mini-program')];
    assert.deepEqual(await checkInProcess(HOST, results, { ...vouched, [name]: proxy.url }), [
      'passed',
      'passed',
    ]);
    assert.deepEqual(proxy.seen, [`${HOST}:443`], 'one tunnel, kept');
  }
  // Without a scheme, and with a password.
  const guarded = await proxyServer(t, port, 'user:p%40ss');
  const bare = proxy.url.replace('http://', '');
  assert.deepEqual(
    await checkInProcess(HOST, [solve(simulator)], { ...vouched, https_proxy: bare }),
    ['passed'],
  );
  assert.deepEqual(
    await checkInProcess(HOST, [solve(simulator)], { ...vouched, https_proxy: guarded.url }),
    ['unavailable/network'],
    'p%40ss is p@ss',
  );
  const open = await proxyServer(t, port, 'user:p@ss');
  const address = open.url.replace('user:p@ss@', 'user:p%40ss@');
  assert.deepEqual(
    await checkInProcess(HOST, [solve(simulator)], { ...vouched, https_proxy: address }),
    ['passed'],
  );
  // TLS is with the service, not with the proxy: no certificate, no secret.
  assert.deepEqual(await checkInProcess(HOST, [solve(simulator)], { https_proxy: proxy.url }), [
    'unavailable/network',
  ]);
});

test('a proxy that is gone, or that is not for this host', async (t) => {
  const { simulator, url } = await roundTrip(t);
  const port = await tlsServer(t, url);
  const proxy = await proxyServer(t, port);
  const gone = { https_proxy: 'http://127.0.0.1:9' };
  assert.deepEqual(await checkInProcess(HOST, [solve(simulator)], gone), ['unavailable/network']);
  for (const [name, value] of [
    ['no_proxy', 'tencentcloudapi.com'],
    ['NO_PROXY', `example.com, .${HOST}`],
    ['no_proxy', '*'],
    ['no_proxy', `${HOST}:443`],
  ]) {
    proxy.seen.length = 0;
    const [outcome] = await checkInProcess(HOST, [solve(simulator)], {
      https_proxy: proxy.url,
      [name]: value,
      TCAPTCHA_TEST_RESOLVE: HOST,
    });
    assert.match(outcome, /^unavailable/);
    assert.deepEqual(proxy.seen, [], `${name}=${value}`);
  }
  proxy.seen.length = 0;
  const other = {
    https_proxy: proxy.url,
    no_proxy: `api.com,x${HOST},${HOST}:8443`,
    NODE_EXTRA_CA_CERTS: certificate.certFile,
  };
  assert.deepEqual(await checkInProcess(HOST, [solve(simulator)], other), ['passed']);
  assert.equal(proxy.seen.length, 1);
});

test('processes end by themselves, whatever happened, without dispose', async (t) => {
  const { simulator, url } = await roundTrip(t);
  for (const [fault, expected] of [
    [null, 'passed'],
    [{ kind: 'hang' }, 'unavailable/timeout'],
    [{ kind: 'reset' }, 'unavailable/network'],
    [{ kind: 'truncate' }, 'unavailable/network'],
    [{ kind: 'delay', delayMs: 5000 }, 'unavailable/timeout'],
    [{ kind: 'status', status: 500 }, 'unavailable/service'],
  ]) {
    const captchaResult = solve(simulator);
    simulator.setFault(fault);
    // Where the time is not used up, a timer that is left would show: the process is given 20 s.
    const timeoutMs = expected.endsWith('timeout') ? '1000' : '60000';
    assert.deepEqual(
      await checkInProcess(url, [captchaResult], { TCAPTCHA_TEST_TIMEOUT_MS: timeoutMs }),
      [expected],
    );
  }
});

test('connections are kept: a hundred checks one after the other use one', async (t) => {
  const { simulator, url, captcha } = await roundTrip(t);
  let connections = 0;
  const front = net.createServer((socket) => {
    connections++;
    const onward = net.connect(new URL(url).port, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    socket.on('error', () => {});
    onward.on('error', () => {});
  });
  await listen(t, front);
  captcha.dispose();
  const through = lib.createCaptcha(captchaOptions(`http://127.0.0.1:${front.address().port}`));
  for (let index = 0; index < 100; index++) {
    assert.equal(
      await label(through.check({ captchaResult: solve(simulator), userIp: USER_IP })),
      'passed',
    );
  }
  assert.equal(connections, 1);
  through.dispose();
});

test('the transport over fetch, which Deno, Bun and workerd use: the same outcomes', async (t) => {
  const web = await import(join(packageFolder, 'web.mjs'));
  web.initSync(readFileSync(join(packageFolder, 'tcaptcha.wasm')));
  const { simulator, url } = await roundTrip(t);
  const patient = web.createCaptcha({ ...captchaOptions(url), timeoutMs: 60_000 });
  const hasty = web.createCaptcha({ ...captchaOptions(url), timeoutMs: 400 });
  t.after(() => [patient, hasty].forEach((captcha) => captcha.dispose()));
  const check = (captcha) =>
    label(captcha.check({ captchaResult: solve(simulator), userIp: USER_IP }));
  for (const [fault, expected] of [
    [null, 'passed'],
    [{ kind: 'hang' }, 'unavailable/timeout'],
    [{ kind: 'truncate' }, 'unavailable/network'],
    [{ kind: 'junk', body: ' '.repeat(3e6) }, 'unavailable/service'],
    [{ kind: 'status', status: 302 }, 'unavailable/service'],
    [{ kind: 'status', status: 429 }, 'unavailable/rate_limited'],
    [{ kind: 'code', captchaCode: 8 }, 'rejected/expired'],
    [
      { kind: 'junk', body: '\ufeff{"Response":{"CaptchaCode":1,"RequestId":"r"}}' },
      'unavailable/service',
    ],
    [null, 'passed'],
  ]) {
    simulator.setFault(fault);
    const captcha = fault?.kind === 'hang' ? hasty : patient;
    assert.equal(await check(captcha), expected, JSON.stringify(fault)?.slice(0, 60));
  }
  const nobody = web.createCaptcha(captchaOptions(`http://127.0.0.1:${await freePort()}`));
  const { reason, cause } = await nobody.check({
    captchaResult: { ret: 0, ticket: 't' },
    userIp: USER_IP,
  });
  assert.equal(reason, 'network');
  assert.equal(cause.code, 'ECONNREFUSED');
});
