// The documentation site below /docs/. It is built when somebody asks for it: that takes about a minute,
// and tools of its own, which the demo page should not wait for.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCurrent } from '../site/build/is-current.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const siteFolder = join(repository, 'target/site');
const prefix = '/docs/';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

const headers = {
  // What its pages may load is in the pages themselves.
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

const startBuild = () =>
  spawn(process.execPath, [join(repository, 'www/site/build.mjs')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The two arguments are for tests: how the site is built, and whether the one that is there will do. */
export function createDocumentation({ start = startBuild, isBuilt = isSiteCurrent } = {}) {
  let building;
  let failure = '';

  function build() {
    failure = '';
    const child = start();
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-4000);
      });
    }
    child.once('close', (code) => {
      building = undefined;
      if (code !== 0 && code !== null) failure = output;
    });
    return child;
  }

  return {
    /** Answers what is asked below /docs/ and gives true, or leaves the request alone and gives false. */
    async handle(request, response, pathname) {
      if (pathname !== '/docs' && !pathname.startsWith(prefix)) return false;
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      const name = pathname.slice(prefix.length).replace(/(^|\/)$/, '$1index.html');
      if (pathname === '/docs') redirect(response, prefix);
      // The demo page of this server, which has a backend.
      else if (name === 'playground/index.html') redirect(response, '/');
      else if (!building && extname(name) === '.html' && !(await isBuilt())) {
        // Another request may have started it while this one looked at the files. One that failed is not
        // started again: `cargo xtask site` says why it failed, and leaves a site that is current.
        if (!failure) building ??= build();
        if (failure) sayFailure(response, failure);
        else sayWait(response);
      } else if (building) sayWait(response);
      else {
        if (extname(name) === '.html') failure = ''; // there is a site that is current
        await sendFile(request, response, name);
      }
      return true;
    },
    close() {
      building?.kill();
    },
  };
}

/** Whether the site is newer than its texts. */
function isSiteCurrent() {
  const docs = readdirSync(join(repository, 'docs'), { recursive: true }).map((name) =>
    join('docs', name),
  );
  const above = readdirSync(repository).filter((name) => name.endsWith('.md'));
  const texts = [...docs, ...above].filter((name) => /\.(md|json)$/.test(name));
  const paths = texts.map((name) => join(repository, name));
  return isCurrent(join(siteFolder, 'index.html'), paths);
}

async function sendFile(request, response, name) {
  const file = await read(name);
  if (file) {
    send(request, response, 200, types[extname(name)], file);
    return;
  }
  // A page that is not there: as every host of the site answers.
  const page = ['', '.html'].includes(extname(name)) && (await read('404.html'));
  if (page) send(request, response, 404, types['.html'], page);
  else send(request, response, 404, 'text/plain', 'not found\n');
}

/** A file of the site; the URL has been normalized, so that there is no way out of the folder. */
async function read(name) {
  if (!types[extname(name)] || name.includes('%')) return undefined;
  return readFile(join(siteFolder, name)).catch(() => undefined);
}

function send(request, response, status, type, body) {
  response.writeHead(status, { ...headers, 'content-type': type });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const redirect = (response, location) => response.writeHead(302, { ...headers, location }).end();

function sayWait(response) {
  sendPage(
    response,
    '<p lang="zh-CN">正在生成文档，大约需要一分钟，完成后自动打开。</p><p lang="en">The documentation is being built. That takes about a minute; then it opens by itself.</p>',
    {
      refresh: '2',
    },
  );
}

function sayFailure(response, output) {
  const text = output.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  sendPage(
    response,
    `<p lang="zh-CN">文档生成失败，请运行 <code>cargo xtask site</code> 查看原因。</p><p lang="en">The documentation could not be built: see <code>cargo xtask site</code>.</p><pre>${text}</pre>`,
  );
}

function sendPage(response, body, more = {}) {
  response.writeHead(503, {
    ...headers,
    ...more,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'content-type': 'text/html; charset=utf-8',
  });
  response.end(`<!doctype html><html lang="zh-CN"><title>tcaptcha-wasm</title>${body}</html>`);
}
