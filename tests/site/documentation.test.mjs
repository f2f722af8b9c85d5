// How the demo builds the site when somebody asks for it.

import { strict as assert } from 'node:assert';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as later } from 'node:timers/promises';
import { createDocumentation } from '../../www/server/documentation.mjs';
import { isCurrent } from '../../www/site/build/is-current.mjs';

/** A build that ends when the test says so, and what is answered meanwhile. */
function openDocumentation(isBuilt) {
  const started = [];
  const documentation = createDocumentation({
    isBuilt,
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
  let isBuilt = false;
  const { started, ask } = openDocumentation(async () => isBuilt);
  await ask('/docs/');
  const [child] = started;
  child.stderr.emit('data', 'no file <x>');
  child.emit('close', 1);
  assert.match((await ask('/docs/')).body, /no file &lt;x>/);
  assert.equal(started.length, 1);
  isBuilt = true;
  // Not of the site: whether its files are there does not matter here.
  assert.equal((await ask('/docs/nothing.html')).status, 404);
  isBuilt = false;
  await ask('/docs/');
  assert.equal(started.length, 2, 'texts that were changed since are built');
});

test('a site is current if it is newer than its texts; a time in the future is no change', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-current-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [made, text, other] = ['index.html', 'a.md', 'b.md'].map((name) => join(folder, name));
  const write = (path, hoursFromNow) => {
    writeFileSync(path, '');
    const seconds = Date.now() / 1000 + hoursFromNow * 3600;
    utimesSync(path, seconds, seconds);
  };
  write(text, -3);
  write(other, -3);
  assert.equal(isCurrent(made, [text, other]), false, 'there is none');
  write(made, -2);
  assert.equal(isCurrent(made, [text, other]), true);
  write(other, 24);
  assert.equal(isCurrent(made, [text, other]), true, 'the clock of another machine');
  write(text, -1);
  assert.equal(isCurrent(made, [text, other]), false, 'a text was changed since');
});
