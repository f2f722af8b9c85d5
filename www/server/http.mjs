import { createServer } from 'node:http';

const MAX_BODY = 64 * 1024;

/** Serves on 127.0.0.1; when the wished port is taken, on a free one. */
export async function listen(handler, wishedPort = 0) {
  const server = createServer((request, response) => {
    Promise.resolve(handler(request, response)).catch((error) => {
      // The client hung up: nobody waits for an answer, and nothing is wrong here.
      if (request.socket.destroyed) return response.destroy();
      if (error.statusCode) return sendJson(response, error.statusCode, { error: error.message });
      console.error(error);
      if (!response.headersSent) sendJson(response, 500, { error: 'the demo server failed' });
      else response.destroy();
      return undefined;
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

/** The path that is asked for; undefined for what is none, such as `//` and `http://other/`. */
export function pathOf(request) {
  // Two slashes would be read as the start of a host's name.
  if (!/^\/(?![/\\])/.test(request.url)) return undefined;
  return new URL(request.url, 'http://127.0.0.1').pathname;
}

export function readBody(stream) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    stream.on('data', (chunk) => {
      size += chunk.length;
      if (size <= MAX_BODY) chunks.push(chunk);
      else reject(Object.assign(new Error('the body is larger than 64 KiB'), { statusCode: 413 }));
    });
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', reject);
    stream.on('close', () => reject(new Error('the body was cut off')));
  });
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
