import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './prepare.mjs';

/** The first paragraph under a name's heading in docs/errors.md or its Chinese twin, as a reader sees it. */
export function documented(language, name) {
  const file = language === 'zh-CN' ? 'errors.zh-CN.md' : 'errors.md';
  const markdown = readFileSync(join(repository, 'docs', file), 'utf8');
  const heading = new RegExp(`^#+ \`?${name}\`?(?: \\{#\\w+\\})?\\n+(.+)$`, 'm');
  const paragraph = heading.exec(markdown)?.[1];
  assert.ok(paragraph, `${file} has no section ${name}`);
  return paragraph.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
}
