// How the demo builds the site when somebody asks for it.

import { strict as assert } from 'node:assert';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setImmediate as later } from 'node:timers/promises';
import { createDocumentation } from '../../www/server/documentation.mjs';

test('requests that come at once start one build', async () => {
  const started = [];
  const documentation = createDocumentation({
    isNew: () => later(false),
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
      end() {},
    };
    await documentation.handle({ method: 'GET' }, response, path);
    return response.status;
  };
  const paths = ['/docs/', '/docs/en/', '/docs/errors.html', '/docs/'];
  assert.deepEqual(await Promise.all(paths.map(ask)), [503, 503, 503, 503]);
  assert.equal(started.length, 1);
  documentation.close();
  assert.equal(started.length, 0, 'nothing is left that nobody ends');
});
