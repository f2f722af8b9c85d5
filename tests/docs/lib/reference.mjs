// The reference as data: what is public, in which module, with which example.

import { readFileSync } from 'node:fs';
import { REFERENCE_DATA } from '../../../docs/reference.mjs';

// TypeDoc's numbers of kinds.
const MODULE = 2;
const KINDS = { 64: 'function', 128: 'class', 256: 'interface', 2097152: 'type' };
const METHOD = 2048;

/** What TypeDoc knows: run.mjs has it make the reference. */
export const readReferenceData = () => JSON.parse(readFileSync(REFERENCE_DATA, 'utf8'));

/** Every public function, class and type with its module and its example. */
export function readReference() {
  const items = [];
  collect(readReferenceData(), undefined, items);
  return items;
}

function collect(node, module, items) {
  for (const child of node.children ?? []) {
    const kind = KINDS[child.kind];
    if (kind === undefined) {
      collect(child, child.kind === MODULE || module === undefined ? child.name : module, items);
      continue;
    }
    const comment = child.comment ?? child.signatures?.[0]?.comment;
    const block = comment?.blockTags?.find(({ tag }) => tag === '@example');
    const fenced = block?.content.map(({ text }) => text).join('');
    items.push({
      module,
      kind,
      name: child.name,
      example: fenced && /^```\w*\n([^]*?)\n```$/.exec(fenced.trim())?.[1],
      methods: (child.children ?? []).filter((one) => one.kind === METHOD && /^\w+$/.test(one.name)).map((one) => one.name),
      uses: namesIn(child),
    });
  }
}

/** The names of the types that a declaration refers to. */
function namesIn(node, names = new Set()) {
  if (node !== null && typeof node === 'object') {
    if (node.type === 'reference') names.add(node.name);
    for (const value of Object.values(node)) namesIn(value, names);
  }
  return [...names];
}
