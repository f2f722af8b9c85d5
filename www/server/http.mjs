import { createServer } from 'node:http';

const MAX_BODY = 64 * 1024;

/** Serves on 127.0.0.1; when the wished port is taken, on a free one. */
export async function listen(handler, wishedPort = 0) {
  const server = createServer((request, response) => {
    Promise.resolve(handler(request, response)).catch((error) => {
      console.error(error);
      if (!response.headersSent) sendJson(response, 500, { error: 'the demo server failed' });
      else response.destroy();
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    server.listen(Number(wishedPort), '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function readBody(stream) {
  const chunks = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('the body is larger than 64 KiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
