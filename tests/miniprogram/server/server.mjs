// Runs examples/http-server as a process of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import net from 'node:net';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const JSON_TYPE = 'application/json';

/** Starts server.js in `folder`; gives how to ask it and how to end it. */
export async function startServer(folder, environment, node = process.execPath) {
  const child = spawn(node, [join(folder, 'server.js')], {
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const lines = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  const firstLine = once(output, 'line').then(([line]) => line);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code}: ${errors}`);
  });
  ended.catch(() => {});
  const url = /http:\S+/.exec(await Promise.race([firstLine, ended]))[0];
  return {
    url,
    errors: () => errors,
    /** What it has printed since it said where it listens. */
    lines: () => lines.slice(1),
    post: (path, body, headers) => ask(url, 'POST', path, JSON.stringify(body), headers),
    ask: (method, path, text, headers) => ask(url, method, path, text, headers),
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = await exit;
      return code;
    },
  };
}

function ask(url, method, path, text, headers) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const options = {
      hostname,
      port,
      method,
      path,
      headers: { 'content-type': JSON_TYPE, ...headers },
      agent: false,
    };
    const sent = request(options, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      const { statusCode, headers } = response;
      resolve({ statusCode, headers, body: body && JSON.parse(body) });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

/** The header lines of a JSON body, for `rawRequest` and `hangUp`. */
export function jsonHead(length) {
  return [`Content-Type: ${JSON_TYPE}`, `Content-Length: ${length}`];
}

/** Sends lines as they are; resolves with the answer's text and how the connection goes on. */
export async function rawRequest(url, lines) {
  const socket = connect(url);
  const ended = once(socket, 'end');
  const send = async () => {
    socket.write(lines.join('\r\n'));
    // Head and body of an answer this short may come apart.
    let text = '';
    while (!/\r\n\r\n[^]*\{.*\}/.test(text)) text += await once(socket, 'data');
    return text;
  };
  return { text: await send(), again: send, ended, destroy: () => socket.destroy() };
}

/** Sends lines and cuts the connection as soon as they have left. */
export async function hangUp(url, lines) {
  const socket = connect(url);
  await new Promise((resolve) => socket.write(lines.join('\r\n'), resolve));
  socket.destroy();
  await once(socket, 'close');
}

function connect(url) {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  return socket;
}
