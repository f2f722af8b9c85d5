// How the demo builds the site when somebody asks for it.

import { strict as assert } from 'node:assert';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setImmediate as later } from 'node:timers/promises';
import { createDocumentation } from '../../www/server/documentation.mjs';

/** A build that ends when the test says so, and what is answered meanwhile. */
function openDocumentation(isCurrent) {
  const started = [];
  const documentation = createDocumentation({
    isCurrent,
    start() {
      const child = new EventEmitter();
      child.stdout = new EventEmitter();
      child.stderr = new EventEmitter();
      child.kill = () => started.splice(started.indexOf(child), 1);
      started.push(child);
      return child;
    },
  });
  const ask = async (path) => {
    const response = {
      writeHead(status) {
        response.status = status;
        return response;
      },
      end(body) {
        response.body = body;
      },
    };
    await documentation.handle({ method: 'GET' }, response, path);
    return response;
  };
  return { started, documentation, ask };
}

test('requests that come at once start one build', async () => {
  const { started, documentation, ask } = openDocumentation(() => later(false));
  const statusOf = async (path) => (await ask(path)).status;
  const paths = ['/docs/', '/docs/en/', '/docs/errors.html', '/docs/'];
  assert.deepEqual(await Promise.all(paths.map(statusOf)), [503, 503, 503, 503]);
  assert.equal(started.length, 1);
  documentation.close();
  assert.equal(started.length, 0, 'nothing is left that nobody ends');
});

test('a build that failed is shown and not started again, until there is a site that is current', async () => {
  let isCurrent = false;
  const { started, ask } = openDocumentation(async () => isCurrent);
  await ask('/docs/');
  const [child] = started;
  child.stderr.emit('data', 'no file <x>');
  child.emit('close', 1);
  assert.match((await ask('/docs/')).body, /no file &lt;x>/);
  assert.equal(started.length, 1);
  isCurrent = true;
  // Not of the site: whether its files are there does not matter here.
  assert.equal((await ask('/docs/nothing.html')).status, 404);
  isCurrent = false;
  await ask('/docs/');
  assert.equal(started.length, 2, 'texts that were changed since are built');
});
