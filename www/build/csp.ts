import type { Plugin } from 'vite';
import policy from '../csp.json' with { type: 'json' };

/** The one Content-Security-Policy of the page, as the value of a meta tag. */
const text = Object.entries(policy)
  // Browsers ignore frame-ancestors in a meta tag and say so on the console.
  .filter(([directive]) => directive !== 'frame-ancestors')
  .map(([directive, sources]) => [directive, ...sources].join(' '))
  .join('; ');

/**
 * Writes the policy into the built page, so that it holds on servers that send no header, and lets
 * the first paint wait for the script, so that a chosen theme never flashes the other one.
 */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replace(
            '<meta charset="utf-8" />',
            `$&\n    <meta http-equiv="Content-Security-Policy" content="${text}" />`,
          )
          .replace('<script type="module"', '$& blocking="render"'),
    },
  };
}
