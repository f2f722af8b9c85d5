// A file server on 127.0.0.1, for what has to be fetched.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** The path, without `..`; `/` for one that is badly encoded. */
function pathOf(request) {
  try {
    return normalize(decodeURIComponent(request.url.split('?')[0]));
  } catch {
    return '/';
  }
}

/**
 * Serves folders under URL prefixes.
 *
 * @param mounts `[['/prefix/', folder], …]`, the first that fits wins
 * @returns `url` without a slash at its end, and `close()`
 */
export async function serveFiles(mounts, headers = {}) {
  const server = createServer((request, response) => {
    const path = pathOf(request);
    const mount = mounts.find(([prefix]) => path.startsWith(prefix));
    const file = mount && join(mount[1], path.slice(mount[0].length));
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      ...headers,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
