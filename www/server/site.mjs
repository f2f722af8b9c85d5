// The built page, and the backend's two addresses below the same origin.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { request as send } from 'node:http';
import { extname, join } from 'node:path';
import { pageFolder } from './cast.mjs';
import { sendJson } from './http.mjs';

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

export function createSite({ api, backendUrl, app }) {
  return async function handle(request, response) {
    // Another site that a name server points at this address must not drive the demo.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
      return sendJson(response, 403, { error: 'ask 127.0.0.1' });
    }
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    if (backendPaths.includes(pathname)) return passOn(request, response, backendUrl);
    if (await api(request, response, pathname)) return undefined;
    return serveFile(pathname, request, response, app);
  };
}

async function serveFile(pathname, request, response, app) {
  const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const type = types[extname(name)];
  const path = join(pageFolder, name); // the URL has been normalized: no way out of the folder
  const found = type && !name.includes('%') ? await stat(path).catch(() => null) : null;
  if (!found?.isFile()) {
    response.writeHead(404, { ...headers, 'content-type': 'text/plain' });
    response.end('not found\n');
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': type });
  if (request.method === 'HEAD') response.end();
  else if (extname(name) === '.html') response.end(mark(await readFile(path, 'utf8'), app));
  else createReadStream(path).pipe(response);
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
  onward.on('error', () => {
    if (response.headersSent) response.destroy();
    else sendJson(response, 502, { error: 'the example backend does not answer' });
  });
  request.pipe(onward);
}
