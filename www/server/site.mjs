// The built page, the documentation beside it, and the backend's two addresses below the same origin.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { request as send } from 'node:http';
import { extname, join } from 'node:path';
import { pageFolder } from './cast.mjs';
import { pathOf, sendJson } from './http.mjs';

const policy = JSON.parse(await readFile(new URL('../csp.json', import.meta.url), 'utf8'));
const backendPaths = ['/api/aidEncrypted', '/api/check'];

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const headers = {
  'content-security-policy': Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

export function createSite({ api, documentation, backendUrl, app }) {
  return async function handle(request, response) {
    // Another site that a name server points at this address must not drive the demo.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
      return sendJson(response, 403, { error: 'ask 127.0.0.1' });
    }
    const pathname = pathOf(request);
    if (pathname === undefined) return sendJson(response, 400, { error: 'not a path' });
    if (pathname.startsWith('/api/') && isCrossSite(request)) {
      return sendJson(response, 403, { error: 'for pages of this server only' });
    }
    if (backendPaths.includes(pathname)) return passOn(request, response, backendUrl);
    if (await api(request, response, pathname)) return undefined;
    if (await documentation.handle(request, response, pathname)) return undefined;
    return serveFile(pathname, request, response, app);
  };
}

/**
 * Whether a page of another site asks. A form and `fetch` with `text/plain` need nobody's permission to
 * send, but the browser says where they come from: newer ones in Sec-Fetch-Site, all in Origin.
 */
function isCrossSite({ headers }) {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

async function serveFile(pathname, request, response, app) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return sendJson(response, 405, { error: 'GET only' });
  }
  const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const type = types[extname(name)];
  const path = join(pageFolder, name); // the URL has been normalized: no way out of the folder
  const found = type && !name.includes('%') ? await stat(path).catch(() => null) : null;
  if (!found?.isFile()) {
    response.writeHead(404, { ...headers, 'content-type': 'text/plain' });
    response.end('not found\n');
    return undefined;
  }
  response.writeHead(200, { ...headers, 'content-type': type });
  if (request.method === 'HEAD') response.end();
  else if (extname(name) === '.html') response.end(mark(await readFile(path, 'utf8'), app));
  else createReadStream(path).pipe(response);
  return undefined;
}

/** Tells the page that the backend is here; on other servers it then asks nobody. */
function mark(html, app) {
  const content = JSON.stringify({ captchaAppId: app.captchaAppId }).replaceAll('"', '&quot;');
  return html.replace('<title>', `<meta name="tcaptcha-demo" content="${content}" />\n    <title>`);
}

function passOn(request, response, backendUrl) {
  const { hostname, port } = new URL(backendUrl);
  const onward = send(
    { hostname, port, method: request.method, path: request.url, headers: request.headers },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  // A client that hangs up within its body: the backend must not wait for the rest.
  // After an answer the socket may serve another request.
  response.on('close', () => response.writableFinished || onward.destroy());
  onward.on('error', () => {
    if (response.headersSent || response.destroyed) response.destroy();
    else sendJson(response, 502, { error: 'the example backend does not answer' });
  });
  request.pipe(onward);
}
