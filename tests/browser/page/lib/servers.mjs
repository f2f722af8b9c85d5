import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { www } from './prepare.mjs';

/** The demo as `cargo xtask demo` starts it, on a free port. */
export async function startDemo() {
  const child = spawn(process.execPath, [join(www, 'server', 'main.mjs'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /demo page: (http:\S+)/.exec(text);
      if (found) resolve(found[1]);
    });
    ended.then((code) => reject(new Error(`the demo server ended (code ${code})`)));
  });
  return {
    url,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Any static server, the page two folders deep, and no header but the type. */
export async function serveStatic(prefix = '/tools/captcha/') {
  const server = createServer((request, response) => {
    const [pathname] = request.url.split('?');
    const name = pathname.startsWith(prefix) ? pathname.slice(prefix.length) || 'index.html' : null;
    const reading = name === null ? Promise.reject(new Error(pathname)) : readFile(join(www, 'dist', name));
    reading.then(
      (body) => {
        response.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain' });
        response.end(body);
      },
      () => {
        response.writeHead(404);
        response.end();
      },
    );
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
