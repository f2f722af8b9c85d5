// What somebody has put on Object.prototype decides neither where secrets go, nor whom TLS trusts,
// nor what is sent: on old and new Node.js, before and after the package is loaded.

import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../support/run-process.mjs';
import { createCertificate, HOST } from './lib/certificate.mjs';
import { answer, DECIDING, harmful, harmfulToFetch } from './lib/harmful.mjs';
import { nodeBinaries, otherRuntimes } from './lib/nodes.mjs';
import { captchaOptions, lib, packageFolder, USER_IP } from './lib/package.mjs';

const script = fileURLToPath(new URL('./lib/prototypes.cjs', import.meta.url));
const ours = createCertificate();
const theirs = createCertificate();

const unnamed = createCertificate('/CN=evil.example', '');

/** The service, and an attacker who takes requests and asks for them as a proxy; counts connections. */
async function startServers(t, certificate = ours) {
  const requests = [];
  const answering = (request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { method, url, rawHeaders } = request;
      requests.push({ method, url, headers: rawHeaders.filter((_, at) => at % 2 === 0), body });
      response.end(answer('honest'));
    });
  };
  const service = https.createServer(certificate, answering);
  const attacks = [];
  const tls = https.createServer(theirs, (request, response) => {
    attacks.push(request.headers.authorization);
    response.end(answer('attacker'));
  });
  const attacker = net.createServer((socket) => {
    attacks.push('connected');
    socket.on('error', () => {});
    socket.once('data', (data) => {
      if (data.toString('latin1').startsWith('CONNECT ')) {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
      } else {
        socket.unshift(data);
      }
      tls.emit('connection', socket);
    });
  });
  for (const server of [service, attacker]) {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      server.closeAllConnections?.();
      server.close();
    });
  }
  return {
    requests,
    attacks,
    answering,
    port: service.address().port,
    evil: attacker.address().port,
  };
}

for (const [name, node] of nodeBinaries()) {
  const runTrusting = async ({ certFile }, ...args) => {
    const { code, output } = await runProcess(node, [script, ...args], {
      env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: certFile, NODE_NO_WARNINGS: '1' },
      timeoutMs: 120_000,
    });
    assert.equal(code, 0, output);
    return JSON.parse(output.trim().split('\n').at(-1));
  };

  const run = (...args) => runTrusting(ours, ...args);

  test(`${name}: a certificate for another name gets no name from Object.prototype`, async (t) => {
    const { port, requests } = await startServers(t, unnamed);
    const names = { x: '1', subjectaltname: `DNS:${HOST}`, CN: HOST, subject: { CN: HOST } };
    const arguments_ = JSON.stringify([names, true]);
    const outcomes = await runTrusting(
      unnamed,
      'after',
      packageFolder,
      `https://${HOST}:${port}`,
      arguments_,
    );
    const refused = 'unavailable,unavailable';
    assert.deepEqual(outcomes, {
      x: refused,
      subjectaltname: refused,
      CN: refused,
      subject: refused,
    });
    assert.deepEqual(requests, []);
  });

  test(`${name}: nothing that decides is looked up on Object.prototype`, async (t) => {
    const { port } = await startServers(t);
    const { outcome, names } = await run('record', packageFolder, `https://${HOST}:${port}`);
    assert.equal(outcome, 'honest,honest');
    assert.ok(names.length > 10, 'something is always looked up there');
    const deciding = DECIDING.split(' ');
    assert.deepEqual(
      names.filter((one) => deciding.includes(one)),
      [],
    );
  });

  for (const enumerable of [false, true]) {
    const kind = enumerable ? 'enumerable' : 'not enumerable';
    test(`${name}: each harmful property alone, ${kind}, after loading`, async (t) => {
      const { port, evil, requests, attacks } = await startServers(t);
      const added = harmful(evil, theirs);
      const outcomes = await run(
        'after',
        packageFolder,
        `https://${HOST}:${port}`,
        JSON.stringify([added, enumerable]),
      );
      assert.deepEqual(attacks, []);
      const expected = Object.keys(JSON.parse(JSON.stringify(added)));
      for (const one of expected) assert.equal(outcomes[one], 'honest,honest', one);
      const [first, ...others] = requests;
      assert.equal(others.length, expected.length * 2 - 1);
      for (const { method, url, headers, body } of others) {
        assert.deepEqual(
          { method, url, headers },
          { method: 'POST', url: '/', headers: first.headers },
        );
        assert.deepEqual(Object.keys(JSON.parse(body)), Object.keys(JSON.parse(first.body)));
      }
      assert.ok(!/evil/i.test(JSON.stringify(requests)));
    });

    test(`${name}: all of them at once, ${kind}, before loading`, async (t) => {
      const { port, evil, attacks } = await startServers(t);
      const arguments_ = JSON.stringify([harmful(evil, theirs), enumerable]);
      assert.equal(
        await run('before', packageFolder, `https://${HOST}:${port}`, arguments_),
        'honest,honest',
      );
      assert.deepEqual(attacks, []);
    });
  }
}

for (const [name, program, ...before] of otherRuntimes()) {
  for (const enumerable of [false, true]) {
    const kind = enumerable ? 'enumerable' : 'not enumerable';
    test(`${name}: each property that is harmful to fetch, ${kind}`, async (t) => {
      const { attacks, requests, answering, evil } = await startServers(t);
      const service = http.createServer(answering);
      await new Promise((resolve) => service.listen(0, '127.0.0.1', resolve));
      t.after(() => service.close());
      const added = harmfulToFetch(evil, theirs);
      const { code, output } = await runProcess(
        program,
        [
          ...before,
          script,
          'after',
          packageFolder,
          `http://127.0.0.1:${service.address().port}`,
          JSON.stringify([added, enumerable]),
        ],
        { env: { PATH: process.env.PATH, HOME: process.env.HOME }, timeoutMs: 120_000 },
      );
      assert.equal(code, 0, output);
      const outcomes = JSON.parse(output.trim().split('\n').at(-1));
      for (const one of Object.keys(added)) assert.equal(outcomes[one], 'honest,honest', one);
      assert.deepEqual(attacks, []);
      assert.equal(requests.length, Object.keys(added).length * 2);
      assert.ok(!/evil/i.test(JSON.stringify(requests)));
    });
  }
}

test('an answer of a transport is its own or its class’s, not that of Object.prototype', async () => {
  class Answer {
    get status() {
      return 200;
    }
    get body() {
      return answer('own');
    }
  }
  const labels = [];
  Object.assign(Object.prototype, { status: 200, body: answer('evil') });
  try {
    for (const given of [{}, { status: 200 }, Object.create(null), [], () => {}, new Answer()]) {
      const captcha = lib.createCaptcha({ ...captchaOptions(), transport: async () => given });
      const captchaResult = { ret: 0, ticket: 't' };
      const outcome = await captcha.check({ captchaResult, userIp: USER_IP });
      labels.push(outcome.status === 'passed' ? outcome.requestId : outcome.reason);
      captcha.dispose();
    }
  } finally {
    delete Object.prototype.status;
    delete Object.prototype.body;
  }
  assert.deepEqual(labels, [...Array(5).fill('service'), 'own']);
});

test('the control: with the attacker’s proxy and authority as own settings, the attacker gets it all', async (t) => {
  const { port, evil, attacks } = await startServers(t);
  const { output } = await runProcess(
    process.execPath,
    [script, 'after', packageFolder, `https://${HOST}:${port}`, JSON.stringify([{ x: 1 }, false])],
    {
      env: {
        PATH: process.env.PATH,
        NODE_EXTRA_CA_CERTS: theirs.certFile,
        https_proxy: `http://127.0.0.1:${evil}`,
      },
    },
  );
  assert.match(output, /attacker,attacker/);
  assert.ok(attacks.length >= 2);
});
