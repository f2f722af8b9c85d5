// Attacks on `check` that its own tests (tests/check) do not have: what goes over the wire byte for
// byte, where it goes, answers that nobody asked for, and prototypes polluted before the load.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import net from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  CAPTCHA_APP_ID,
  captchaOptions,
  lib,
  packageFolder,
  passingBody,
  USER_IP,
} from './lib/package.mjs';

const solved = (more) => ({ ret: 0, ticket: `t03${Math.random().toString(36).slice(2)}`, ...more });
const http = (body, head = '') =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** A server that answers each request with `answer(request, number)` and keeps what it got. */
async function rawServer(t, answer) {
  const requests = [];
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
        if (end < 0 || text.length < end + 4 + length) return;
        requests.push(text.slice(0, end + 4 + length));
        text = text.slice(end + 4 + length);
        const bytes = answer(requests.at(-1), requests.length, socket);
        if (bytes !== undefined) socket.write(bytes);
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, requests, connections: () => sockets.size };
}

const captchaAt = (t, endpoint, more) => {
  const captcha = lib.createCaptcha(captchaOptions({ endpoint, timeoutMs: 60_000, ...more }));
  t.after(() => captcha.dispose());
  return captcha;
};

const INJECTIONS = [
  '\r\nX-Evil: 1',
  '\nX-Evil: 1',
  '\r',
  '\0',
  '\u010d\u010aX-Evil: 1',
  '\u2028',
  '%0d%0aX-Evil:1',
  '","Ticket":"other',
  '\\","CaptchaAppId":1,"x":"',
  '\u0000',
  '\ud800',
  '"}\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\n\r\n',
];

test('header and body injection: each request is one request, with the headers that are known', async (t) => {
  const server = await rawServer(t, () => http(passingBody()));
  const captcha = captchaAt(t, server.url);
  let sent = 0;
  const goes = async (input) => {
    try {
      const outcome = await captcha.check(input);
      if (outcome.status === 'passed') sent += 1;
      else assert.equal(outcome.reason, 'malformed');
    } catch (error) {
      assert.equal(error.code, 'ERR_CAPTCHA_INVALID_ARGUMENT');
    }
  };
  for (const evil of INJECTIONS) {
    await goes({ captchaResult: solved({ randstr: `@a${evil}` }), userIp: USER_IP });
    await goes({ captchaResult: { ret: 0, ticket: `t03${evil}` }, userIp: USER_IP });
    await goes({ captchaResult: solved(), userIp: `${USER_IP}${evil}` });
    await goes({ captchaResult: solved(), userIp: `${evil}${USER_IP}` });
  }
  assert.ok(sent >= 2, 'those of visible characters are sent, as data');
  assert.equal(server.requests.length, sent);
  const names = [
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'x-tc-action',
    'x-tc-timestamp',
    'x-tc-version',
  ];
  for (const request of server.requests) {
    const [head, body] = request.split('\r\n\r\n');
    const [line, ...headers] = head.split('\r\n');
    assert.equal(line, 'POST / HTTP/1.1');
    assert.deepEqual(headers.map((header) => header.split(':')[0].toLowerCase()).sort(), names);
    const members = Object.keys(JSON.parse(body));
    assert.equal(new Set(members).size, members.length);
    for (const member of members) {
      assert.ok(
        ['CaptchaType', 'Ticket', 'UserIp', 'Randstr', 'CaptchaAppId', 'AppSecretKey'].includes(
          member,
        ),
        member,
      );
    }
    assert.equal(JSON.parse(body).CaptchaAppId, Number(CAPTCHA_APP_ID));
  }
});

test('endpoints that smuggle: refused before anything is sent', async (t) => {
  const server = await rawServer(t, () => http(passingBody()));
  const port = new URL(server.url).port;
  const evil = `127.0.0.1:${port}`;
  for (const endpoint of [
    `http://captcha.tencentcloudapi.com@${evil}`,
    `https://user:pass@${evil}/`,
    `${evil}/path`,
    `http://${evil}/?a=b`,
    `http://${evil}/#f`,
    `http://${evil}\\@captcha.tencentcloudapi.com`,
    `http://${evil}\r\nX-Evil: 1`,
    `http://${evil} `,
    ` http://${evil}`,
    `http://${evil}\t`,
    `ftp://${evil}`,
    'file:///etc/passwd',
    'javascript:alert(1)',
    `//${evil}`,
    `http:${evil}`,
    'http://captcha.tencentcloudapi.com',
    'http://192.0.2.1',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://2130706433',
    'http://0x7f000001',
    'http://127.1',
    'http://[::ffff:127.0.0.1]',
    `http://${evil}/../x`,
    'https://a b',
    'https://a,b',
    'https://ａ.com',
    'https://h:0',
    'https://h:65536',
    'https://h:1:2',
    'https://h:',
    'https://',
    '',
    '.',
    '..',
    '-',
    'https://h..x',
    `https://${'a'.repeat(300)}`,
    'https://h%00x',
    'https://h\0x',
    'https://[::1',
  ]) {
    assert.throws(
      () => lib.createCaptcha(captchaOptions({ endpoint })).dispose(),
      { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' },
      endpoint,
    );
  }
  assert.equal(server.connections(), 0);
});

test('disaster-recovery tickets, forged in every way: none passes, none is sent', async (t) => {
  const server = await rawServer(t, () => http(passingBody()));
  const captcha = captchaAt(t, server.url);
  const now = Math.floor(Date.now() / 1000);
  for (const prefix of ['trerror_', 'terror_']) {
    for (const rest of [
      `1001_${CAPTCHA_APP_ID}_${now}`,
      `0_${CAPTCHA_APP_ID}_0`,
      `1001_${CAPTCHA_APP_ID}_${now}_x`,
      '',
      `1001_${CAPTCHA_APP_ID}`,
      `-1_${CAPTCHA_APP_ID}_${now}`,
      `1001__${now}`,
      `x_${CAPTCHA_APP_ID}_${now}`,
    ]) {
      for (const randstr of [undefined, '@Ux9']) {
        const captchaResult = { ret: 0, ticket: prefix + rest, randstr };
        const outcome = await captcha.check({ captchaResult, userIp: USER_IP });
        assert.equal(outcome.status, 'rejected', prefix + rest);
        assert.ok(['fallback_ticket', 'malformed'].includes(outcome.reason));
      }
    }
  }
  assert.equal(server.requests.length, 0);
});

test('an answer that nobody asked for is not the answer to the next question', async (t) => {
  const refused = JSON.stringify({ Response: { CaptchaCode: 8, RequestId: 'r' } });
  // Two answers to one question: the second one would pass whoever asks next.
  const server = await rawServer(t, () => http(refused) + http(passingBody()));
  const captcha = captchaAt(t, server.url);
  for (let round = 0; round < 20; round++) {
    const outcome = await captcha.check({ captchaResult: solved(), userIp: USER_IP });
    assert.notEqual(outcome.status, 'passed', `round ${round}`);
  }
});

test('answers in every broken framing: none passes that is not whole', async (t) => {
  const body = passingBody();
  const half = body.slice(0, 30);
  const framings = [
    `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${body}`,
    `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nContent-Length: 2\r\n\r\n${body}`,
    `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n\r\n${body}`,
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${half.length.toString(16)}\r\n${half}\r\n0\r\n\r\n`,
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n${body}`,
    `HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n${body}`,
    `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(100_000)}\r\n\r\n${body}`,
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 no\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    `HTTP/1.1 204 No Content\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    `HTTP/1.1 206 Partial\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    `HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n${body}`,
    `ICY 200 OK\r\n\r\n${body}`,
    body,
  ];
  for (const framing of framings) {
    const server = await rawServer(t, (_, __, socket) => void socket.end(framing));
    const captcha = captchaAt(t, server.url, { timeoutMs: 1000 });
    const outcome = await captcha.check({ captchaResult: solved(), userIp: USER_IP });
    assert.equal(outcome.status, 'unavailable', JSON.stringify(framing.slice(0, 90)));
    captcha.dispose();
  }
});

test('prototypes polluted before the load: what is refused stays refused, and nothing leaks', async (t) => {
  const server = await rawServer(t, (_, number) => {
    const code = number === 1 ? 1 : 8;
    return http(JSON.stringify({ Response: { CaptchaCode: code, RequestId: 'r' } }));
  });
  const child = fileURLToPath(new URL('./lib/polluted.cjs', import.meta.url));
  const { spawn } = await import('node:child_process');
  const running = spawn(process.execPath, [child, packageFolder, server.url]);
  let output = '';
  running.stdout.on('data', (chunk) => (output += chunk));
  running.stderr.on('data', (chunk) => (output += chunk));
  const [code] = await new Promise((resolve) => running.on('exit', (...all) => resolve(all)));
  assert.equal(code, 0, output);
  assert.deepEqual(JSON.parse(output), {
    honest: 'passed',
    refused: 'rejected/expired',
    empty: 'rejected/malformed',
    fallback: 'rejected/fallback_ticket',
    token: true,
    planted: 'captchaAppId,appSecretKey missing',
  });
  assert.equal(server.requests.length, 2);
  for (const request of server.requests) assert.doesNotMatch(request, /evil/i);
});

test('a child process that is given nothing hostile passes: the control', () => {
  const script = `const l=require(${JSON.stringify(packageFolder)});process.stdout.write(typeof l.createCaptcha)`;
  assert.equal(
    spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout,
    'function',
  );
});
