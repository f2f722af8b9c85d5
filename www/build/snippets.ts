import { readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import hljs from 'highlight.js/lib/core';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import type { Plugin } from 'vite';
import manifest from '../snippets.json' with { type: 'json' };

/** A stretch of code and its colour: `''` for plain. */
export type Run = [colour: string, text: string];

export interface Snippet {
  id: string;
  side: string;
  files: { name: string; runs: Run[] }[];
}

const languages: Record<string, string> = {
  '.html': 'xml',
  '.js': 'javascript',
  '.json': 'json',
  '.ts': 'typescript',
  '.tsx': 'typescript',
  '.vue': 'xml',
  '.wxml': 'xml',
};
hljs.registerLanguage('javascript', javascript);
hljs.registerLanguage('json', json);
hljs.registerLanguage('typescript', typescript);
hljs.registerLanguage('xml', xml);

/**
 * `virtual:snippets`: the files of `examples/` that `snippets.json` names, coloured. A file that
 * is not there fails the build, and the page shows nothing that the examples' tests have not run.
 */
export function snippets(): Plugin {
  const examples = resolve(import.meta.dirname, process.env.EXAMPLES_DIR ?? '../../examples');
  return {
    name: 'snippets',
    resolveId: (id) => (id === 'virtual:snippets' ? '\0virtual:snippets' : undefined),
    load(id) {
      if (id !== '\0virtual:snippets') return undefined;
      const all = manifest.examples.map(
        ({ id, side, files }): Snippet => ({
          id,
          side,
          files: files.map((name) => {
            const path = join(examples, id, name);
            this.addWatchFile(path);
            return { name, runs: colour(readFileSync(path, 'utf8').trimEnd(), extname(name)) };
          }),
        }),
      );
      return [
        `export const placeholder = ${JSON.stringify(manifest.placeholder)};`,
        `export const snippets = ${JSON.stringify(all)};`,
      ].join('\n');
    },
  };
}

// A template would be no use at run time: the page's policy and its framework both want data.
function colour(code: string, extension: string): Run[] {
  const html = hljs.highlight(code, { language: languages[extension] ?? 'javascript' }).value;
  const stack: string[] = [];
  const runs: Run[] = [];
  for (const piece of html.split(/(<span class="[^"]*">|<\/span>)/)) {
    const open = /^<span class="([^"]*)">$/.exec(piece);
    if (open) stack.push(paletteOf(open[1] ?? '') || (stack.at(-1) ?? ''));
    else if (piece === '</span>') stack.pop();
    else if (piece) append(runs, [stack.at(-1) ?? '', decode(piece)]);
  }
  return runs;
}

/** Few colours are quieter: comments, strings, keywords, names of tags. */
function paletteOf(classes: string): string {
  if (classes.includes('comment')) return 'c';
  if (/string|regexp|number|literal|char/.test(classes)) return 's';
  if (/keyword|built_in/.test(classes)) return 'k';
  if (/hljs-(name|attr|property|title)/.test(classes)) return 'n';
  return '';
}

function append(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && last[0] === run[0]) last[1] += run[1];
  else runs.push(run);
}

const decode = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
