// Real Redis in other forms than one server: a cluster of two, and a server with a sentinel.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort, runCommand, startRedis } from './redis.mjs';

/** Two servers that share the slots. */
export async function startCluster() {
  const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-redis-'));
  const nodes = [];
  for (const index of [0, 1]) {
    const busPort = String(await freePort());
    const file = `nodes-${index}.conf`;
    nodes.push(
      await startRedis(undefined, [
        ...['--dir', folder, '--cluster-enabled', 'yes', '--cluster-config-file', file],
        ...['--cluster-port', busPort],
      ]),
    );
    nodes[index].busPort = busPort;
  }
  const [first, second] = nodes;
  await first.command('CLUSTER', 'ADDSLOTSRANGE', '0', '8191');
  await second.command('CLUSTER', 'ADDSLOTSRANGE', '8192', '16383');
  await first.command('CLUSTER', 'MEET', '127.0.0.1', String(second.port), second.busPort);
  await Promise.all(nodes.map((node) => untilReply(node.port, ['CLUSTER', 'INFO'], /state:ok/)));
  return {
    ports: nodes.map(({ port }) => port),
    async stop() {
      for (const node of nodes) await node.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One server, and a sentinel that knows it as `main`. */
export async function startSentinel() {
  const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-redis-'));
  const redis = await startRedis();
  const port = await freePort();
  const file = join(folder, 'sentinel.conf');
  writeFileSync(
    file,
    `port ${port}\nbind 127.0.0.1\nsentinel monitor main 127.0.0.1 ${redis.port} 1\n`,
  );
  const sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  await untilReply(port, ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'main'], /127\.0\.0\.1/);
  return {
    port,
    async stop() {
      const exit = once(sentinel, 'exit');
      sentinel.kill('SIGKILL');
      await exit;
      await redis.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReply(port, words, expected) {
  for (let attempt = 0; attempt < 400; attempt++) {
    const reply = await runCommand(port, words).catch(String);
    if (expected.test(reply)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${words.join(' ')} never answered ${expected}`);
}
