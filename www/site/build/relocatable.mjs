// Makes the built site independent of the folder that it lies in. VitePress wants to know the site's
// path while it builds. It is given a placeholder, which is replaced here: in HTML by a relative
// address, in scripts by an address that is computed from the script's own.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import { loadFromAnywhere } from './not-found.mjs';
import { PLACEHOLDER } from './places.mjs';

export function makeRelocatable(site) {
  for (const name of readdirSync(site, { recursive: true })) {
    const path = join(site, name);
    const depth = name.split(/[\\/]/).length - 1;
    if (/\.html$/.test(name)) {
      change(path, (html) => {
        const relative = relativeHtml(html, depth);
        return withPolicy(name === '404.html' ? loadFromAnywhere(relative) : relative);
      });
    }
    if (/\.m?js$/.test(name)) change(path, (code) => relativeScript(code, depth));
    if (/\.(html|m?js|css|json|svg)$/.test(name) && readFileSync(path, 'utf8').includes(LEFT)) {
      throw new Error(`${path} still has the placeholder ${LEFT}`);
    }
  }
}

const LEFT = PLACEHOLDER.replaceAll('/', '');
const MARK = '%SITE%';

function change(path, work) {
  const before = readFileSync(path, 'utf8');
  const after = work(before);
  if (after !== before) writeFileSync(path, after);
}

const upwards = (depth) => '../'.repeat(depth) || './';

function relativeHtml(html, depth) {
  return html.replaceAll(`="${PLACEHOLDER}`, `="${upwards(depth)}`).replaceAll(` _${LEFT}_`, ' _'); // the name of a class that VitePress makes from the path
}

/** Each text with the placeholder becomes an expression that puts the real path in its place. */
export function relativeScript(code, depth) {
  if (!code.includes(PLACEHOLDER)) return code;
  const base = `new URL(${JSON.stringify(upwards(depth))},import.meta.url).pathname`;
  const texts = [];
  const note = (node) => texts.push(node);
  const tree = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  simple(tree, { Literal: note, TemplateLiteral: note });
  let result = code;
  // From the end, so that the positions before stay right.
  for (const { start, end } of texts.toSorted((a, b) => b.start - a.start)) {
    const text = result.slice(start, end);
    if (!text.includes(PLACEHOLDER)) continue;
    const marked = text.replaceAll(PLACEHOLDER, MARK);
    result = `${result.slice(0, start)}(${marked}.replaceAll("${MARK}",${base}))${result.slice(end)}`;
  }
  return result;
}

/**
 * The policy that lets a page load nothing from elsewhere, in the page itself because static servers
 * send no header. Code blocks are coloured by style attributes.
 */
function withPolicy(html) {
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([^]*?)<\/script>/g)];
  const hashes = inline.map(([, code]) => {
    return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
  });
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html.replace(
    /<meta charset="utf-8">/i,
    `$&\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
}
