import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lexer, type Token, type Tokens } from 'marked';
import type { Plugin } from 'vite';
import { mistakes, reasons } from '../src/explained/names.ts';

/** A stretch of a paragraph: text, code, or a link. */
export type Piece = string | { code: string } | { link: Piece[]; to: string };

/** What the documentation says of a name, in both languages. */
export type Explanation = Record<'en' | 'zh', Piece[]>;

const pages = { en: 'errors.md', zh: 'errors.zh-CN.md' } as const;
const docs = new URL('../../docs/', import.meta.url);
/** Links of the documentation as they work from any server. */
const published = 'https://github.com/tcaptcha-wasm/tcaptcha-wasm/blob/main/docs/';

const modules: Record<string, string[]> = {
  'virtual:reasons': Object.keys(reasons),
  'virtual:mistakes': Object.keys(mistakes),
};

/**
 * `virtual:reasons` and `virtual:mistakes`: the first paragraph of each name's section in docs/errors.md
 * and its Chinese twin. A name without a section fails the build: the page says what the documentation
 * says, and nothing else.
 */
export function explanations(): Plugin {
  return {
    name: 'explanations',
    resolveId: (id) => (id in modules ? fileOf(id) : undefined),
    load(id) {
      const names = Object.entries(modules).find(([module]) => fileOf(module) === id)?.[1];
      if (!names) return undefined;
      const [en, zh] = (['en', 'zh'] as const).map((language) => {
        const path = fileURLToPath(new URL(pages[language], docs));
        this.addWatchFile(path);
        return firstParagraphs(readFileSync(path, 'utf8'), pages[language]);
      });
      const found = names.map((name) => {
        for (const [index, page] of [en, zh].entries()) {
          if (!page?.has(name))
            throw new Error(`docs/${Object.values(pages)[index]}: no section ${name}`);
        }
        return [name, { en: en?.get(name), zh: zh?.get(name) }];
      });
      return `export default ${JSON.stringify(Object.fromEntries(found))};`;
    },
  };
}

/** The chunk is named after it. Some servers do not serve names that begin with `_`, which `\0` would become. */
const fileOf = (module: string) => `${module.replace(':', '/')}.js`;

/** Of each section whose heading is a single word. */
function firstParagraphs(markdown: string, page: string): Map<string, Piece[]> {
  const found = new Map<string, Piece[]>();
  let name: string | undefined;
  for (const token of lexer(markdown)) {
    if (token.type === 'heading') {
      name = /^`?(\w+)`?(?: \{#\w+\})?$/.exec(token.text)?.[1];
    } else if (token.type === 'paragraph' && name !== undefined) {
      if (!found.has(name)) found.set(name, piecesOf((token as Tokens.Paragraph).tokens, page));
      name = undefined;
    }
  }
  return found;
}

function piecesOf(tokens: Token[], page: string): Piece[] {
  return tokens.flatMap((token): Piece[] => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return [token.text];
      case 'codespan':
        return [{ code: token.text }];
      case 'strong':
      case 'em':
        return piecesOf((token as Tokens.Strong).tokens, page);
      case 'br':
        return [' '];
      case 'link': {
        const { href, tokens: inner } = token as Tokens.Link;
        return [{ link: piecesOf(inner, page), to: new URL(href, published + page).href }];
      }
      default:
        throw new Error(`docs/${page}: ${token.type} in a first paragraph: ${token.raw}`);
    }
  });
}
