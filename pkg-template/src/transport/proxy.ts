import { builtin } from '../core/builtin.js';

/**
 * The proxy for an https address, from `https_proxy` or `HTTPS_PROXY`; `undefined` for none.
 *
 * `no_proxy` or `NO_PROXY` lists hosts that are reached directly: names (which cover what is below
 * them, with or without a leading dot), addresses, either with a port, and `*` for all.
 */
export function proxyFor(
  target: URL,
  environment: Record<string, string | undefined>,
): URL | undefined {
  const proxy = environment.https_proxy || environment.HTTPS_PROXY;
  if (!proxy || isExcepted(target, environment.no_proxy || environment.NO_PROXY || '')) {
    return undefined;
  }
  const { URL } = builtin('url');
  return new URL(proxy.indexOf('://') < 0 ? `http://${proxy}` : proxy);
}

function isExcepted(target: URL, list: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || '443';
  if (host === 'localhost' || host === '127.0.0.1' || host === '::1') return true;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '') return false;
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (onlyPort !== undefined && onlyPort !== port) return false;
      const plain = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
      return plain !== '' && (host === plain || host.endsWith(`.${plain}`));
    });
}
