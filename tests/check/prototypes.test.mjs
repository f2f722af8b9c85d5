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
import { nodeBinaries, otherRuntimes } from './lib/nodes.mjs';
import { captchaOptions, lib, packageFolder, USER_IP } from './lib/package.mjs';

const script = fileURLToPath(new URL('./lib/prototypes.cjs', import.meta.url));
const ours = createCertificate();
const theirs = createCertificate();

const answer = (requestId) =>
  JSON.stringify({ Response: { CaptchaCode: 1, RequestId: requestId } });

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

/** What JSON can put on Object.prototype, each to the harm of a check. */
function harmful(evil) {
  const address = `http://127.0.0.1:${evil}`;
  const trust = { ca: String(theirs.cert), rejectUnauthorized: false };
  const place = { host: '127.0.0.1', hostname: '127.0.0.1', port: evil };
  const { key, cert } = theirs;
  return {
    // Where to
    https_proxy: address,
    HTTPS_PROXY: address,
    http_proxy: address,
    all_proxy: address,
    proxy: address,
    proxyEnv: { https_proxy: address },
    endpoint: `https://127.0.0.1:${evil}`,
    ...place,
    defaultPort: evil,
    href: address,
    origin: address,
    path: '/evil',
    pathname: '/evil',
    search: '?evil',
    socketPath: '/tmp/evil',
    localAddress: '203.0.113.7',
    localPort: 1,
    family: 6,
    hints: 1,
    all: true,
    order: 'ipv6first',
    verbatim: true,
    lookup: {},
    autoSelectFamily: false,
    blockList: undefined,
    fd: 0,
    handle: {},
    // By whom
    agent: place,
    _defaultAgent: place,
    createConnection: {},
    auth: 'evil:evil',
    protocol: 'http:',
    method: 'GET',
    headers: { 'X-Evil': 'evil' },
    setHost: true,
    uniqueHeaders: ['evil'],
    'X-Evil': 'evil',
    'X-TC-Token': 'evil',
    token: 'evil',
    randstr: 'evil',
    businessId: 6,
    // Whom TLS trusts
    ...trust,
    cert: String(cert),
    key: String(key),
    pfx: 'AAAA',
    passphrase: 'evil',
    crl: 'evil',
    ciphers: 'NULL',
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    secureProtocol: 'TLSv1_method',
    secureOptions: 0x3fffffff,
    secureContext: { context: {} },
    servername: 'evil.example',
    session: 'evil',
    ALPNProtocols: ['evil'],
    checkServerIdentity: {},
    minDHSize: 1e6,
    sigalgs: 'evil',
    ecdhCurve: 'evil',
    dhparam: 'evil',
    allowPartialTrustChain: true,
    subjectaltname: `DNS:${HOST}`,
    subject: { CN: HOST },
    CN: HOST,
    socket: {},
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_EXTRA_CA_CERTS: theirs.certFile,
    // What is read of the answer
    'content-encoding': 'gzip',
    'transfer-encoding': 'gzip',
    'keep-alive': 'timeout=0',
    insecureHTTPParser: true,
    maxHeaderSize: 1,
    statusCode: 500,
    status: 500,
    body: answer('evil'),
    // Options of the package
    timeoutMs: 1,
    maxConnections: 0,
    transport: {},
    store: {},
    signal: undefined,
    freshConnection: true,
    secretId: 'evil',
    secretKey: 'evil',
  };
}

/**
 * What decides, in the documents of net.connect, tls.connect, tls.createSecureContext, http.request,
 * dns.lookup and in their sources: a name that is looked up on Object.prototype is not under control.
 *
 * Not among them: NODE_TLS_REJECT_UNAUTHORIZED, which Node.js looks up before the option that overrides
 * it, and `lookup`, the name of an event, too. The tests below try both. Nor `href`, by which `fs` tells
 * a URL from a path: the path of tcaptcha.wasm stays text whatever is found.
 */
const DECIDING =
  'ALPNProtocols SNICallback _defaultAgent agent all allowPartialTrustChain auth autoSelectFamily ca cert checkServerIdentity ciphers clientCertEngine createConnection crl defaultPort dhparam ecdhCurve family fd handle headers hints honorCipherOrder host hostname https_proxy HTTPS_PROXY insecureHTTPParser key localAddress localPort maxHeaderSize maxVersion method minDHSize minVersion no_proxy NO_PROXY order origin passphrase path pathname pfx port privateKeyEngine privateKeyIdentifier protocol proxy pskCallback rejectUnauthorized requestCert requestOCSP search secureContext secureOptions secureProtocol servername session setHost sigalgs socket socketPath subject subjectaltname ticketKeys uniqueHeaders verbatim';

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
      const added = harmful(evil);
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
      const arguments_ = JSON.stringify([harmful(evil), enumerable]);
      assert.equal(
        await run('before', packageFolder, `https://${HOST}:${port}`, arguments_),
        'honest,honest',
      );
      assert.deepEqual(attacks, []);
    });
  }
}

/** What Deno's, Bun's and undici's `fetch` take besides the standard's options, and those. */
function harmfulToFetch(evil) {
  const address = `http://127.0.0.1:${evil}`;
  return {
    https_proxy: address,
    http_proxy: address,
    HTTP_PROXY: address,
    proxy: address,
    proxies: { http: address },
    client: { proxy: { url: address } },
    dispatcher: {},
    agent: {},
    unix: '/tmp/evil',
    socketPath: '/tmp/evil',
    tls: { rejectUnauthorized: false },
    caCerts: [String(theirs.cert)],
    url: `${address}/evil`,
    href: `${address}/evil`,
    method: 'PUT',
    headers: { 'X-Evil': 'evil' },
    'X-Evil': 'evil',
    body: answer('evil'),
    status: 500,
    redirect: 'follow',
    duplex: 'evil',
    mode: 'navigate',
    cache: 'only-if-cached',
    credentials: 'evil',
    integrity: 'sha256-evil',
    keepalive: true,
    referrer: `${address}/evil`,
    referrerPolicy: 'evil',
    priority: 'evil',
    window: 'evil',
    decompress: false,
    code: 'ECONNREFUSED',
    ignoreBOM: false,
    'content-encoding': 'gzip',
  };
}

for (const [name, program, ...before] of otherRuntimes()) {
  for (const enumerable of [false, true]) {
    const kind = enumerable ? 'enumerable' : 'not enumerable';
    test(`${name}: each property that is harmful to fetch, ${kind}`, async (t) => {
      const { attacks, requests, answering, evil } = await startServers(t);
      const service = http.createServer(answering);
      await new Promise((resolve) => service.listen(0, '127.0.0.1', resolve));
      t.after(() => service.close());
      const added = harmfulToFetch(evil);
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
