// Markdown as GitHub reads it: headings with their anchors, links, and named code blocks.

import { readFileSync } from 'node:fs';
import GithubSlugger from 'github-slugger';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { visit } from 'unist-util-visit';

export function readMarkdown(path) {
  const tree = fromMarkdown(readFileSync(path, 'utf8'), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const slugger = new GithubSlugger();
  const headings = [];
  const links = [];
  const blocks = [];
  const tables = [];
  visit(tree, (node, index, parent) => {
    const line = node.position?.start.line;
    if (node.type === 'heading') {
      const text = textOf(node);
      const isCode = node.children.length === 1 && node.children[0].type === 'inlineCode';
      headings.push({ depth: node.depth, text, isCode, anchor: slugger.slug(text) });
    } else if (node.type === 'link' || node.type === 'image') {
      links.push({ url: node.url, line });
    } else if (node.type === 'html') {
      for (const [, url] of node.value.matchAll(/(?:src|srcset|href)="([^"]+)"/g)) links.push({ url, line });
    } else if (node.type === 'table') {
      tables.push(node.children.map(({ children }) => children.map(cell)));
    } else if (node.type === 'code') {
      const before = parent.children[index - 1];
      const name = before?.type === 'html' ? /^<!-- block: ([a-z-]+) -->$/.exec(before.value)?.[1] : undefined;
      blocks.push({ name, lang: node.lang, code: node.value, line });
    }
  });
  return { headings, links, blocks, tables };
}

/** A cell of a table: its text, and the inline code in it, with that in bold apart. */
function cell(node) {
  const bold = codesIn(node.children.filter(({ type }) => type === 'strong'));
  const codes = codesIn(node.children.filter(({ type }) => type !== 'strong'));
  return { text: textOf(node), bold, codes };
}

function codesIn(nodes) {
  return nodes.flatMap((node) => (node.type === 'inlineCode' ? [node.value] : codesIn(node.children ?? [])));
}

function textOf(node) {
  if (node.value !== undefined) return node.value;
  return (node.children ?? []).map(textOf).join('');
}
