// Every socket belongs to a call until it is kept, and ends with it; what is kept is used again only
// when nothing came on it; nothing is sent twice; no more sockets than maxConnections. On old and new
// Node.js, against servers that do as badly as they can.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../support/run-process.mjs';
import { createCertificate, HOST } from './lib/certificate.mjs';
import { nodeBinaries } from './lib/nodes.mjs';
import { captchaOptions, lib, packageFolder } from './lib/package.mjs';

const script = fileURLToPath(new URL('./lib/steps.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-check-'));
test.after(() => rmSync(folder, { recursive: true }));
const certificate = createCertificate();
const body = (code) => JSON.stringify({ Response: { CaptchaCode: code, RequestId: 'r' } });
const PASSED = body(1);
const EXPIRED = body(8);
const answer = (text, head = '') =>
  `HTTP/1.1 200 OK\r\n${head}Content-Length: ${text.length}\r\n\r\n${text}`;
const times = (count, value) => Array.from({ length: count }, () => value);

/** A server on a port of its own that counts its sockets. */
async function listen(t, server) {
  const open = new Set();
  const counts = { accepted: 0, most: 0, open };
  server.on('connection', (socket) => {
    open.add(socket);
    counts.accepted += 1;
    counts.most = Math.max(counts.most, open.size);
    socket.on('error', () => {});
    // A server that does not read sees no end, and that of http keeps its half open.
    socket.resume();
    socket.on('end', () => socket.end());
    socket.on('close', () => open.delete(socket));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  counts.port = server.address().port;
  counts.url = `http://127.0.0.1:${counts.port}`;
  return counts;
}

/** Speaks HTTP as told: `answering(socket, number of the request)` for each whole request. */
function rawServer(answering) {
  let requests = 0;
  const server = net.createServer((socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      const [head, rest] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (rest === undefined || rest.length < length) return;
      text = '';
      requests += 1;
      answering(socket, requests);
    });
  });
  return Object.assign(server, { requests: () => requests });
}

/** A proxy; `answering(socket)` for each CONNECT. */
function proxyServer(answering) {
  const server = http.createServer();
  server.on('connect', (_request, socket) => {
    socket.resume();
    answering(socket);
  });
  return server;
}

async function eventually(condition) {
  // Of the 120 s that a test may take; it is there at once, or never.
  for (let tries = 0; tries < 500 && !condition(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return condition();
}

for (const [name, node] of nodeBinaries()) {
  const run = async (options, steps, environment = {}) => {
    const { code, output } = await runProcess(
      node,
      [script, packageFolder, JSON.stringify({ options, steps })],
      {
        env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: certificate.certFile, ...environment },
        timeoutMs: 60_000,
      },
    );
    assert.equal(code, 0, output);
    return JSON.parse(output.trim().split('\n').at(-1));
  };

  const silent = [
    ['a proxy that never answers CONNECT', proxyServer(() => {}), 'http'],
    [
      'a proxy behind which nobody speaks TLS',
      proxyServer((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')),
      'http',
    ],
    ['a proxy over TLS that does not speak it', net.createServer(), 'https'],
    ['a service that does not speak TLS', net.createServer(), undefined],
  ];
  for (const [what, server, scheme] of silent) {
    test(`${name}: ${what}: every socket ends with its call`, async (t) => {
      const { port, open } = await listen(t, server);
      const endpoint = scheme ? HOST : `https://127.0.0.1:${port}`;
      const environment = scheme ? { https_proxy: `${scheme}://127.0.0.1:${port}` } : {};
      const steps = [{ checks: 20 }, { waitMs: 1500 }, { dispose: true }, { checks: 1 }];
      const running = run({ endpoint, timeoutMs: 500 }, steps, environment);
      // Before it disposes: the sockets are gone while the process still waits.
      await eventually(() => open.size === 20);
      await eventually(() => open.size === 0);
      const left = open.size;
      const { outcomes } = await running;
      assert.deepEqual(outcomes, [times(20, 'unavailable/timeout'), ['ERR_CAPTCHA_DISPOSED']]);
      assert.equal(left, 0);
    });
  }

  test(`${name}: a tunnel that comes after dispose serves its call and ends with it`, async (t) => {
    const service = await listen(
      t,
      https.createServer(certificate, (request, response) => {
        request.resume().on('end', () => response.end(PASSED));
      }),
    );
    const proxy = await listen(
      t,
      proxyServer((socket) => {
        setTimeout(() => {
          const onward = net.connect(service.port, '127.0.0.1', () => {
            socket.write('HTTP/1.1 200 OK\r\n\r\n');
            onward.pipe(socket).pipe(onward);
          });
          onward.on('error', () => {});
        }, 300);
      }),
    );
    const steps = [{ background: 3 }, { waitMs: 100 }, { dispose: true }, { join: true }];
    // The process must not end them: it waits until the service has seen the end of each.
    const options = { endpoint: HOST, timeoutMs: 20_000 };
    const running = run(options, [...steps, { waitMs: 1000 }], { https_proxy: proxy.url });
    await eventually(() => service.accepted === 3);
    const gone = await eventually(() => proxy.open.size === 0);
    assert.deepEqual((await running).outcomes, [times(3, 'passed')]);
    assert.ok(gone);
  });

  test(`${name}: TLS, directly and through a proxy: kept, the next one resumed, no dispose needed`, async (t) => {
    const resumed = [];
    const server = https.createServer(certificate, (request, response) => {
      request.resume().on('end', () => response.end(PASSED));
    });
    server.on('secureConnection', (socket) => resumed.push(socket.isSessionReused()));
    const service = await listen(t, server);
    const proxy = await listen(
      t,
      proxyServer((socket) => {
        const onward = net.connect(service.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => {});
      }),
    );
    for (const [endpoint, environment] of [
      [`https://127.0.0.1:${service.port}`, {}],
      [HOST, { https_proxy: proxy.url }],
    ]) {
      resumed.length = 0;
      const steps = [...times(5, { checks: 1 }), { clockMs: 4000 }, ...times(5, { checks: 1 })];
      const { outcomes } = await run({ endpoint, timeoutMs: 20_000 }, steps, environment);
      assert.deepEqual(outcomes, times(10, ['passed']));
      assert.deepEqual(resumed, [false, true], endpoint);
    }
    assert.equal(proxy.accepted, 2);
  });

  for (const poll of [false, true]) {
    const phase = poll ? 'in a callback of the poll phase' : 'in a timer';
    test(`${name}: an answer that nobody asked for, while the loop was busy ${phase}`, async (t) => {
      const busyUntil = join(folder, `${name}-${poll}-`);
      const server = rawServer((socket, number) => {
        socket.write(answer(EXPIRED));
        const mark = () => writeFileSync(busyUntil + number, '');
        setTimeout(() => socket.write(answer(PASSED), mark), 3);
      });
      const { url } = await listen(t, server);
      const steps = times(12, { busyUntil, poll });
      const { outcomes } = await run({ endpoint: url, timeoutMs: 20_000 }, [
        { checks: 1 },
        ...steps,
      ]);
      assert.deepEqual(outcomes, times(13, ['rejected/expired']));
    });
  }

  test(`${name}: a kept socket that breaks after the request was read: it is not sent again`, async (t) => {
    const server = rawServer((socket, number) => {
      if (number % 2 === 1) socket.write(answer(PASSED));
      else setTimeout(() => socket.resetAndDestroy(), 40);
    });
    const { url, ...counts } = await listen(t, server);
    const { outcomes } = await run({ endpoint: url, timeoutMs: 20_000 }, times(6, { checks: 1 }));
    const round = [['passed'], ['unavailable/network']];
    assert.deepEqual(outcomes, [...round, ...round, ...round]);
    assert.equal(server.requests(), 6);
    assert.ok(counts.most <= 1);
  });

  test(`${name}: a kept socket whose end was seen: another one is opened, nothing fails`, async (t) => {
    for (const end of ['end', 'resetAndDestroy']) {
      const busyUntil = join(folder, `${name}-${end}-`);
      const server = rawServer((socket, number) => {
        socket.write(answer(PASSED));
        socket.on(end === 'end' ? 'finish' : 'close', () => writeFileSync(busyUntil + number, ''));
        setTimeout(() => socket[end](), 3);
      });
      const counts = await listen(t, server);
      const steps = [{ checks: 1 }, ...times(5, { busyUntil, poll: true })];
      const { outcomes } = await run({ endpoint: counts.url, timeoutMs: 20_000 }, steps);
      assert.deepEqual(outcomes, times(6, ['passed']));
      assert.equal(server.requests(), 6);
      assert.equal(counts.accepted, 6);
    }
  });

  test(`${name}: a socket is kept for 4 s, or as long as the server says if that is shorter`, async (t) => {
    for (const [head, pause, connections] of [
      ['', {}, 1],
      ['', { clockMs: 3900 }, 1],
      ['', { clockMs: 4000 }, 2],
      ['Keep-Alive: timeout=60\r\n', { clockMs: 4000 }, 2],
      ['Keep-Alive: timeout=3, max=100\r\n', { clockMs: 1900 }, 1],
      ['Keep-Alive: timeout=3, max=100\r\n', { clockMs: 2000 }, 2],
      ['Keep-Alive: timeout=2\r\n', { waitMs: 1100 }, 2],
      ['Keep-Alive: timeout=1\r\n', {}, 2],
      ['Connection: close\r\n', {}, 2],
    ]) {
      const counts = await listen(
        t,
        rawServer((socket) => socket.write(answer(PASSED, head))),
      );
      const steps = [{ checks: 1 }, pause, { checks: 1 }];
      const { outcomes } = await run({ endpoint: counts.url, timeoutMs: 20_000 }, steps);
      assert.deepEqual(outcomes, times(2, ['passed']));
      assert.equal(counts.accepted, connections, `${head} ${JSON.stringify(pause)}`);
    }
  });

  test(`${name}: no more sockets than maxConnections; the others wait, and each gets one`, async (t) => {
    for (const maxConnections of [1, 3, undefined]) {
      const most = maxConnections ?? 64;
      const asking = [];
      let isHung = true;
      const server = rawServer((socket) => {
        if (isHung) asking.push(socket);
        else socket.write(answer(PASSED));
      });
      const counts = await listen(t, server);
      const running = run({ endpoint: counts.url, timeoutMs: 60_000, maxConnections }, [
        { checks: most + 30 },
        { checks: 1 },
      ]);
      await eventually(() => asking.length === most);
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal(counts.accepted, most);
      isHung = false;
      for (const socket of asking) socket.write(answer(PASSED));
      assert.deepEqual((await running).outcomes, [times(most + 30, 'passed'), ['passed']]);
      assert.equal(counts.accepted, most);
      assert.equal(server.requests(), most + 31);
    }
  });

  test(`${name}: who has waited for a connection is overloaded when the time is up`, async (t) => {
    const counts = await listen(t, net.createServer());
    const { outcomes, ...store } = await run(
      { endpoint: counts.url, timeoutMs: 1000, maxConnections: 3 },
      [{ checks: 10 }],
    );
    assert.deepEqual(outcomes, [
      [...times(3, 'unavailable/timeout'), ...times(7, 'unavailable/overloaded')],
    ]);
    assert.deepEqual(store.counts, { claims: 10, releases: 10 });
  });

  test(`${name}: an abort while waiting for a connection gives the ticket back`, async (t) => {
    const counts = await listen(t, net.createServer());
    const { outcomes, ...store } = await run(
      { endpoint: counts.url, timeoutMs: 2000, maxConnections: 1 },
      [{ background: 1 }, { waitMs: 100 }, { abortMs: 100 }, { join: true }],
    );
    assert.deepEqual(outcomes, [['aborted'], ['unavailable/timeout']]);
    assert.deepEqual(store.counts, { claims: 2, releases: 2 });
    assert.equal(counts.accepted, 1);
  });

  test(`${name}: an answer that is packed, which was not asked for, is none`, async (t) => {
    const chunked = `${PASSED.length.toString(16)}\r\n${PASSED}\r\n0\r\n\r\n`;
    for (const [head, expected] of [
      ['Content-Encoding: gzip\r\n', 'unavailable/service'],
      ['content-encoding: br\r\n', 'unavailable/service'],
      ['Content-Encoding: identity\r\nContent-Encoding: gzip\r\n', 'unavailable/service'],
      ['Content-Encoding: identity\r\n', 'passed'],
      ['Content-Encoding: \r\n', 'passed'],
      ['Transfer-Encoding: gzip, chunked\r\n', 'unavailable/service'],
      ['Transfer-Encoding: chunked\r\n', 'passed'],
    ]) {
      const isChunked = /^transfer/i.test(head);
      const bytes = isChunked ? `HTTP/1.1 200 OK\r\n${head}\r\n${chunked}` : answer(PASSED, head);
      const { url } = await listen(
        t,
        rawServer((socket) => socket.write(bytes)),
      );
      const { outcomes } = await run({ endpoint: url, timeoutMs: 20_000 }, [{ checks: 1 }]);
      assert.deepEqual(outcomes, [[expected]], head);
    }
  });
}

test('maxConnections is a whole number from 1 to 65535', () => {
  for (const maxConnections of [0, -1, 1.5, NaN, Infinity, 65_536, '64', null, {}, []]) {
    for (const create of [lib.createCaptcha, lib.createVerifier]) {
      assert.throws(
        () => create({ ...captchaOptions(), maxConnections }),
        (error) =>
          error.code === 'ERR_CAPTCHA_INVALID_ARGUMENT' && /maxConnections/.test(error.message),
      );
    }
  }
});

test('of the checks that wait for a connection, the newest gets the next one', async (t) => {
  const tickets = [];
  let answerFirst;
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    tickets.push(JSON.parse(text).Ticket);
    if (tickets.length === 1) await new Promise((resolve) => (answerFirst = resolve));
    response.end(PASSED);
  });
  const counts = await listen(t, server);
  const options = { ...captchaOptions(counts.url), timeoutMs: 20_000, maxConnections: 1 };
  const captcha = lib.createCaptcha(options);
  t.after(() => captcha.dispose());
  const running = [];
  for (const ticket of ['tr0first', 'tr0second', 'tr0third', 'tr0fourth']) {
    running.push(captcha.check({ captchaResult: { ret: 0, ticket }, userIp: '203.0.113.7' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // The newest one of all gives up; it must not be in the way of those before it.
  const giveUp = new AbortController();
  const captchaResult = { ret: 0, ticket: 'tr0fifth' };
  const given = captcha.check({ captchaResult, userIp: '203.0.113.7', signal: giveUp.signal });
  await new Promise((resolve) => setTimeout(resolve, 50));
  giveUp.abort();
  await assert.rejects(given, { name: 'AbortError' });
  await eventually(() => answerFirst !== undefined);
  answerFirst();
  for (const outcome of await Promise.all(running)) assert.equal(outcome.status, 'passed');
  assert.deepEqual(tickets, ['tr0first', 'tr0fourth', 'tr0third', 'tr0second']);
});
