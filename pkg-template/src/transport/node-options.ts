// The options that Node.js is called with here, complete: every name that any version from 8.9 to 26
// reads is set. tests/check/prototypes.test.mjs watches which names those are.

import type { LookupFunction, Socket, TcpNetConnectOpts } from 'net';
import type { ConnectionOptions, PeerCertificate, SecureContext } from 'tls';
import type { RequestOptions } from 'http';
import { builtin } from '../core/builtin.js';
import { ownProperty, sealedOptions } from '../core/own.js';

/** What streams read. */
const STREAM_NAMES =
  'autoDestroy construct decodeStrings defaultEncoding destroy emitClose encoding final highWaterMark objectMode ' +
  'read readable readableHighWaterMark readableObjectMode signal transform writable writableHighWaterMark ' +
  'writableObjectMode write writev';

/** What `net.connect` reads. */
const SOCKET_NAMES =
  `${STREAM_NAMES} allowHalfOpen autoSelectFamily autoSelectFamilyAttemptTimeout blockList family fd handle hints ` +
  'host keepAlive keepAliveInitialDelay localAddress localPort lookup manualStart noDelay onread path pauseOnCreate ' +
  'port timeout typeOfService';

/** What `tls.createSecureContext` reads. */
const SECURE_CONTEXT_NAMES =
  'allowPartialTrustChain ca cert ciphers clientCertEngine crl dhparam ecdhCurve honorCipherOrder key maxVersion ' +
  'minVersion passphrase pfx privateKeyEngine privateKeyIdentifier secureOptions secureProtocol sessionIdContext ' +
  'sessionTimeout sigalgs ticketKeys';

/** What `tls.connect` reads besides. */
const TLS_NAMES =
  `${SOCKET_NAMES} ${SECURE_CONTEXT_NAMES} ALPNProtocols NPNProtocols SNICallback checkServerIdentity enableTrace ` +
  'isServer minDHSize pipe pskCallback rejectUnauthorized requestCert requestOCSP secureContext server servername ' +
  'session singleUse socket';

const split = (names: string) => names.split(' ');

/** For `net.connect`. */
export function socketOptions(host: string, port: number): TcpNetConnectOpts {
  return sealedOptions(split(SOCKET_NAMES), { host, port, lookup }) as never;
}

/** As Node.js does by itself, except that its options for the lookup are sealed, too. */
const lookup: LookupFunction = (hostname, options, done) => {
  const dns = builtin('dns');
  const own = Object.assign(Object.create(null), options) as typeof options;
  const names = ['all', 'family', 'hints', 'order', 'verbatim'];
  dns.lookup(hostname, sealedOptions(names, own as never), done as never);
};

/** For `tls.createSecureContext`: the trust of Node.js itself, and no certificate of one's own. */
export function createSecureContext(): SecureContext {
  const tls = builtin('tls');
  return tls.createSecureContext(
    sealedOptions(split(SECURE_CONTEXT_NAMES), { ciphers: tls.DEFAULT_CIPHERS }),
  );
}

/** For `tls.connect`, over a socket that is connected. */
export function tlsOptions(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  session: Buffer | undefined,
): ConnectionOptions {
  const tls = builtin('tls');
  const { isIP } = builtin('net');
  return sealedOptions(split(TLS_NAMES), {
    socket,
    host,
    // An address is no server name, and Node.js refuses one; the certificate is compared with `host`.
    servername: isIP(host) ? undefined : host,
    secureContext,
    session,
    ALPNProtocols: ['http/1.1'],
    // As Node.js has them when they are left out.
    rejectUnauthorized: ownProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED') !== '0',
    ciphers: tls.DEFAULT_CIPHERS,
    minDHSize: 1024,
    checkServerIdentity: (hostname: string, certificate: PeerCertificate) =>
      tls.checkServerIdentity(hostname, sealedCertificate(certificate)),
  });
}

/** A certificate without a name must not get one from `Object.prototype`. */
function sealedCertificate(certificate: PeerCertificate): PeerCertificate {
  const sealed = Object.assign(Object.create(null), certificate) as PeerCertificate;
  // Node.js 8 adds what is there to the subject when it reads the certificate.
  const subject = 'CN' in Object.prototype ? undefined : sealed.subject;
  sealed.subject = Object.assign(Object.create(null), subject);
  return sealed;
}

/**
 * For `http.request`, over a socket that is connected. Written out, because there is one for each
 * check, and an object like the others costs as much as the request.
 */
export function requestOptions(
  socket: Socket,
  method: string,
  path: string,
  headers: readonly (readonly [name: string, value: string])[],
): RequestOptions {
  const options = {
    method,
    path,
    // As pairs, which Node.js writes as they are, instead of keeping each in several forms.
    headers,
    // TLS, where there is any, is in the socket.
    protocol: 'http:',
    host: 'localhost',
    port: 80,
    // No agent: the socket is neither looked up nor kept by anything but this transport.
    createConnection: () => socket,
    agent: undefined,
    _defaultAgent: undefined,
    auth: undefined,
    defaultPort: undefined,
    highWaterMark: undefined,
    hostname: undefined,
    href: undefined,
    httpValidation: undefined,
    insecureHTTPParser: undefined,
    joinDuplicateHeaders: undefined,
    maxHeaderSize: undefined,
    setDefaultHeaders: undefined,
    setHost: undefined,
    signal: undefined,
    socketPath: undefined,
    timeout: undefined,
    uniqueHeaders: undefined,
  };
  return options as unknown as RequestOptions;
}
