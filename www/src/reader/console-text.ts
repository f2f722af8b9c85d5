import { folded, LiteralReader } from './literal.ts';

export type Reading = { value: unknown; folded: string[] } | { unreadable: string };

// As in the core: what is longer is not a captchaResult.
const MAX_LENGTH = 65_536;

/** Reads what `console.log` printed: one line, pretty-printed, or the unfolded tree as copied. */
export function readConsole(text: string): Reading {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return { unreadable: 'longer than 64 KiB' };
  try {
    return finish(JSON.parse(trimmed));
  } catch {
    // Not JSON: most of what is pasted here is not.
  }
  try {
    return finish(readTree(trimmed) ?? readLiteral(trimmed));
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

function readLiteral(text: string): unknown {
  // In `console.log('event:', ev)` a label stands before the value.
  const start = text.search(/[{[]/);
  if (start < 0) throw new SyntaxError('no object in it');
  return new LiteralReader(text.slice(start)).read();
}

interface Line {
  indent: number;
  key: string;
  value: string;
}

/** The unfolded tree of a console, as its copy looks: one `key: value` a line, indented. */
function readTree(text: string): unknown {
  const lines = text
    .split('\n')
    .map((line): Line | null => {
      const found = /^(\s*)[\s▶▼►▾]*([\w$<>[\]]+)\s*:\s*(.*)$/.exec(line);
      return found
        ? { indent: found[1]?.length ?? 0, key: found[2] ?? '', value: found[3]?.trim() ?? '' }
        : null;
    })
    .filter((line) => line !== null);
  const first = text.split('\n')[0] ?? '';
  const isTree = lines.length > 1 && balanced(first) && lines.every((line) => balanced(line.value));
  return isTree ? childrenOf(lines, 0, lines.length) : undefined;
}

/** A line that opens a brace and leaves it open belongs to a pretty-printed literal. */
const balanced = (line: string): boolean =>
  (line.match(/[{[]/g)?.length ?? 0) === (line.match(/[}\]]/g)?.length ?? 0) && !/,\s*$/.test(line);

function childrenOf(lines: Line[], from: number, to: number): unknown {
  const object: Record<string, unknown> = Object.create(null);
  for (let i = from; i < to; ) {
    const line = lines[i];
    if (!line) break;
    let end = i + 1;
    while (end < to && (lines[end]?.indent ?? 0) > line.indent) end++;
    if (!/^\[\[|^(?:__proto__|<prototype>)$/.test(line.key)) {
      object[line.key] =
        end > i + 1
          ? childrenOf(lines, i + 1, end)
          : line.value === ''
            ? folded
            : new LiteralReader(line.value).read();
    }
    i = end;
  }
  return object;
}

/** Takes the marks of folded parts out, and says where they were. */
function finish(value: unknown): Reading {
  const places: string[] = [];
  const clean = (node: unknown, path: string): unknown => {
    if (node === folded) {
      places.push(path || 'the value');
      return undefined;
    }
    if (Array.isArray(node)) return node.map((item, i) => clean(item, `${path}[${i}]`));
    if (node === null || typeof node !== 'object') return node;
    const object: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(node)) {
      Object.defineProperty(object, key, {
        value: clean(item, path ? `${path}.${key}` : key),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return object;
  };
  return { value: clean(value, ''), folded: places };
}
