// The built site as any static server has it, some folders deep.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { root } from '../../support/npm.mjs';

export const site = join(root, 'target/site');

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export async function serveSite(prefix = '/some/path/') {
  const server = createServer(async (request, response) => {
    const [path] = request.url.split('?');
    const name = path.startsWith(prefix)
      ? decodeURIComponent(path.slice(prefix.length))
      : undefined;
    const file =
      name === undefined ? undefined : join(site, name.replace(/(^|\/)$/, '$1index.html'));
    try {
      const body = await readFile(file);
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(body);
    } catch {
      // As static servers of the field do, for whatever is missing.
      const page = await readFile(join(site, '404.html'));
      response.writeHead(404, { 'content-type': TYPES['.html'] }).end(page);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
