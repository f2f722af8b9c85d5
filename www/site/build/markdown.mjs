// What the site changes in the repository's Markdown, as a plugin of markdown-it.

import { linkedPage, siteImage, siteLink } from './links.mjs';

/** Rewrites links and pictures, and leaves out the line that leads to the other language. */
export function repositoryPages(pages) {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return (md) => {
    md.core.ruler.push('repository-pages', (state) => {
      const page = byPath.get(state.env.relativePath);
      if (!page) return; // the API reference links its own pages
      removeLanguageLine(state.tokens, page, pages);
      for (const token of state.tokens) rewrite(token, page, pages);
    });
  };
}

/** The paragraph under the title that links the other language: the site's menu does that. */
function removeLanguageLine(tokens, page, pages) {
  const at = tokens.findIndex(({ type }) => type === 'heading_close') + 1;
  const inline = tokens[at + 1];
  if (tokens[at]?.type !== 'paragraph_open') return;
  const links = inline.children.filter(({ type }) => type === 'link_open');
  if (links.length !== 1 || inline.content.length > 60) return;
  const target = linkedPage(links[0].attrGet('href'), page, pages);
  if (target?.name === page.name) tokens.splice(at, 3);
}

function rewrite(token, page, pages) {
  if (token.type === 'link_open') {
    token.attrSet('href', siteLink(token.attrGet('href'), page, pages));
  }
  if (token.type === 'image') token.attrSet('src', siteImage(token.attrGet('src'), page));
  if (token.type === 'html_block' || token.type === 'html_inline') {
    token.content = token.content
      .replace(
        /\b(src|srcset)="([^"]+)"/g,
        (_, name, value) => `${name}="${siteImage(value, page)}"`,
      )
      .replace(/\bhref="([^"]+)"/g, (_, value) => `href="${siteLink(value, page, pages)}"`);
  }
  for (const child of token.children ?? []) rewrite(child, page, pages);
}
