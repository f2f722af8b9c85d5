// A real redis-server on a free port of 127.0.0.1, ended with the test.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { freePort } from '../../support/free-port.mjs';

export { freePort };

export async function startRedis(port, more = []) {
  const chosen = port ?? (await freePort());
  const server = spawn(
    'redis-server',
    [
      '--port',
      String(chosen),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--daemonize',
      'no',
      ...more,
    ],
    { stdio: 'ignore' },
  );
  for (let attempt = 0; !(await answers(chosen)); attempt++) {
    if (attempt > 2400 || server.exitCode !== null) throw new Error('redis-server does not start');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return {
    port: chosen,
    url: `redis://127.0.0.1:${chosen}`,
    command: (...words) => runCommand(chosen, words),
    pause: () => server.kill('SIGSTOP'),
    resume: () => server.kill('SIGCONT'),
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGCONT');
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
  };
}

/** Clients of every major that is taken, connected, as `{name, client, close}`. */
export const CLIENTS = {
  'ioredis 4': (url) => ioredis('ioredis-4', url),
  'ioredis 5': (url) => ioredis('ioredis-5', url),
  'ioredis 6': (url) => ioredis('ioredis-6', url),
  'node-redis 3': (url) => nodeRedis3(url),
  'node-redis 3, retry_unfulfilled_commands': (url) =>
    nodeRedis3(url, { retry_unfulfilled_commands: true }),
  'node-redis 4': (url) => nodeRedis('redis-4', url),
  async 'node-redis 4, legacy mode'(url) {
    return nodeRedis('redis-4', url, { legacyMode: true });
  },
  'node-redis 5': (url) => nodeRedis('redis-5', url),
  'node-redis 6': (url) => nodeRedis('redis-6', url),
};

async function ioredis(name, url) {
  const { default: Redis } = await import(name);
  const client = new Redis(url, { retryStrategy: () => 50 });
  client.on('error', () => {});
  return { client, close: () => client.disconnect() };
}

async function nodeRedis3(url, options) {
  const { default: redis } = await import('redis-3');
  const client = redis.createClient(url, options);
  client.on('error', () => {});
  return { client, close: () => client.end(false) };
}

async function nodeRedis(name, url, options) {
  const { default: redis } = await import(name);
  const client = redis.createClient({ url, ...options, socket: { reconnectStrategy: () => 50 } });
  client.on('error', () => {});
  await client.connect();
  const close = () =>
    Promise.resolve(client.destroy ? client.destroy() : client.disconnect()).catch(() => {});
  return { client, close };
}

/** The first line of the server's reply to one command. */
export function runCommand(port, words) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`${words.join(' ')}\r\n`));
    socket.setEncoding('utf8').once('data', (reply) => {
      socket.destroy();
      if (reply.startsWith('-')) reject(new Error(`${words[0]}: ${reply}`));
      else resolve(reply);
    });
    socket.once('error', reject);
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
