// The figures that the READMEs state, from benches/results.json:
//
//   node docs/speed.mjs            writes them into both READMEs and benches/README.md
//   node docs/speed.mjs --check    fails where they are not those

import { readFileSync, writeFileSync } from 'node:fs';
import { appendixText } from '../benches/appendix.mjs';
import { markdownTable } from '../benches/lib/markdown.mjs';
import { comparison, figure, range, side } from '../benches/lib/text.mjs';

const root = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const SECTION = /(<!-- speed -->\n)[^]*?(<!-- \/speed -->)/;

const report = JSON.parse(read('benches/results.json'));
const { date, machine, runs } = report;
const uploads = runs[0].appendix.find(({ id }) => id === 'uploadedAll');

const english = {
  alt: 'How many times better each figure is',
  before: `Measured on ${date.slice(0, 10)} on ${machine.processors} × ${machine.processor}, ${machine.system}, by \`cargo xtask bench\`; both sides take turns in one run. Medians, with the middle half of the rounds in brackets.${report.quick ? ' **A short run.**' : ''}`,
  head: ['what', 'instead of'],
  row: (row) => [row.what, row.against],
  cell: (row) =>
    `${comparison(row)}${range(row) && ` (${range(row)})`}: ${side(row.ours, row.unit)}, not ${side(row.theirs, row.unit)}`,
  after: `A cold login is a new process that loads, makes a token and has a ticket checked over loopback, without the network's time. The official SDK is \`tencentcloud-sdk-nodejs\`, with \`node:crypto\` for the token. \`node:crypto\` is as people write it: \`randomBytes\`, \`createCipheriv\`, \`Buffer.concat\`. Uploaded is the example of a cloud function with what it needs; with \`wx-server-sdk\`, which is the same on both sides, it is ${side(uploads.ours, uploads.unit)}, not ${side(uploads.theirs, uploads.unit)}. Other libraries, growth and the parts of a cold login: [benches/README.md](benches/README.md).`,
};

const chineseNames = {
  login: '冷启动登录',
  loginOverTls: '冷启动登录（TLS）',
  memory: '冷启动登录的内存峰值',
  checkCpu: '预热后一次校验的 CPU 时间',
  checks: '每秒校验次数（32 个并发）',
  kept: '生成 token（复用 encryptor）',
  once: '生成 token（单次调用）',
  installed: '安装体积',
  uploaded: '上传体积（zip）',
};

const chineseComparisons = {
  faster: (value) => `速度是它的 ${value} 倍`,
  smaller: (value) => `体积是它的 1/${value}`,
  more: (value) => `是它的 ${value} 倍`,
  share: (value) => `耗时是它的 ${value} 倍`,
  less: (value) => `少 ${value} MB`,
};

const chinese = {
  alt: '每项指标好多少倍',
  before: `${date.slice(0, 10)} 在 ${machine.processors} × ${machine.processor}、${machine.system} 上由 \`cargo xtask bench\` 测得。两边在同一次运行中交替测量。数字是各轮的中位数，括号内是中间一半的范围。${report.quick ? '**这是一次简短的运行。**' : ''}`,
  head: ['项目', '对比'],
  row: (row) => [chineseNames[row.id], row.against.replace('official SDK', '官方 SDK')],
  cell: (row) =>
    `${chineseComparisons[row.compare](figure(row.median))}${range(row) && `（${range(row)}）`}：${side(row.ours, row.unit)}，对方 ${side(row.theirs, row.unit)}`,
  after: `冷启动登录：新进程里加载、生成 token、校验一张票据，走本机回环地址，不含网络时间。官方 SDK 是 \`tencentcloud-sdk-nodejs\`，token 用 \`node:crypto\` 生成。\`node:crypto\` 按常见写法：\`randomBytes\`、\`createCipheriv\`、\`Buffer.concat\`。上传的是云函数示例及其依赖；加上两边都要用的 \`wx-server-sdk\`，是 ${side(uploads.ours, uploads.unit)}，对方 ${side(uploads.theirs, uploads.unit)}。其他库、增长情况和冷启动的各个部分见 [benches/README.md](benches/README.md)。`,
};

function speedText(language) {
  const rows = runs[0].table.map((first, at) => [
    ...language.row(first),
    ...runs.map(({ table }) => language.cell(table[at])),
  ]);
  return [
    '<picture>',
    '  <source media="(prefers-color-scheme: dark)" srcset="docs/bench-dark.svg">',
    `  <img alt="${language.alt}" src="docs/bench-light.svg">`,
    '</picture>',
    '',
    language.before,
    '',
    ...markdownTable([...language.head, ...runs.map(({ name }) => name)], rows),
    '',
    language.after,
    '',
  ].join('\n');
}

const texts = {
  'README.md': speedText(english),
  'README.zh-CN.md': speedText(chinese),
  'benches/README.md': appendixText(report),
};
for (const [page, text] of Object.entries(texts)) {
  const before = read(page);
  if (!SECTION.test(before)) throw new Error(`${page} has no place for the figures`);
  const after = before.replace(SECTION, (_, from, to) => from + text + to);
  if (after === before) continue;
  if (process.argv.includes('--check')) {
    console.error(
      `${page} does not have the figures of benches/results.json: run node docs/speed.mjs`,
    );
    process.exitCode = 1;
  } else {
    writeFileSync(new URL(page, root), after);
  }
}
