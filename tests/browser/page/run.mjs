// Drives the built demo page in Chromium and Firefox.
//
//   node tests/browser/page/run.mjs [--quick|--long] [--no-build] [--only name]
//
// --quick leaves out the screenshots, the trace and Firefox; --long looks at every combination of
// theme, language and width where otherwise each pair of them is seen once; --no-build takes www/dist
// as it is.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { need } from '../../support/needs.mjs';
import { launchChromium } from '../chromium.mjs';
import { buildPage, installAll, repository } from './lib/prepare.mjs';
import { createReport } from './lib/report.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

if (!existsSync(join(repository, 'pkg', 'web.mjs'))) {
  console.error('pkg/ is missing: run `cargo xtask build` first');
  process.exit(1);
}
if (!need('chromium')) process.exit(0);
// Without letters, boxes are measured and photographed.
const hasFonts = need('chinese-font') && need('wide-font');

installAll();
if (!values['no-build']) buildPage();

const { startDemo, serveStatic } = await import('./lib/servers.mjs');
const suites = [
  'token',
  'inspector',
  'phone',
  'reader',
  'snippets',
  'preferences',
  'keyboard',
  'accessibility',
  ...(hasFonts ? ['layout'] : []),
  'static',
  'policy',
  'size',
  ...(values.quick ? [] : ['speed', ...(hasFonts ? ['screenshots'] : [])]),
].filter((name) => !values.only || name === values.only);

const report = createReport();
const demo = await startDemo();
const site = await serveStatic();
const browser = await launchChromium();
try {
  for (const name of suites) {
    const suite = await import(`./suites/${name}.mjs`);
    report.heading(name);
    const { check, note } = report;
    await suite.default({ browser, demo, site, check, note, long: values.long });
  }
  if (!values.quick && (!values.only || values.only === 'firefox')) {
    report.heading('firefox');
    const path = need('firefox');
    const suite = path && (await import('./suites/firefox.mjs'));
    await suite?.default({ path, demo, check: report.check });
  }
} finally {
  await browser.close();
  await site.close();
  await demo.close();
}
process.exitCode = report.finish() ? 0 : 1;
