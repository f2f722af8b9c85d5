// What somebody could put on Object.prototype to the harm of a check.

import { HOST } from './certificate.mjs';

/** An answer of the vendor that passes; who gave it is in its RequestId. */
export const answer = (requestId) =>
  JSON.stringify({ Response: { CaptchaCode: 1, RequestId: requestId } });

/** What JSON can put on Object.prototype, each to the harm of a check. */
export function harmful(evil, theirs) {
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
 * it, and `lookup`, the name of an event, too. The tests try both. Nor `href`, by which `fs` tells a URL
 * from a path: the path of tcaptcha.wasm stays text whatever is found.
 */
export const DECIDING =
  'ALPNProtocols SNICallback _defaultAgent agent all allowPartialTrustChain auth autoSelectFamily ca cert checkServerIdentity ciphers clientCertEngine createConnection crl defaultPort dhparam ecdhCurve family fd handle headers hints honorCipherOrder host hostname https_proxy HTTPS_PROXY insecureHTTPParser key localAddress localPort maxHeaderSize maxVersion method minDHSize minVersion no_proxy NO_PROXY order origin passphrase path pathname pfx port privateKeyEngine privateKeyIdentifier protocol proxy pskCallback rejectUnauthorized requestCert requestOCSP search secureContext secureOptions secureProtocol servername session setHost sigalgs socket socketPath subject subjectaltname ticketKeys uniqueHeaders verbatim';

/** What Deno's, Bun's and undici's `fetch` take besides the standard's options, and those. */
export function harmfulToFetch(evil, theirs) {
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
