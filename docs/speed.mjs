// The figures that both READMEs state: node docs/speed.mjs writes those of benches/results.json.

import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const SECTION = /(<!-- speed -->\n)[^]*?(<!-- \/speed -->)/;

const report = JSON.parse(read('benches/results.json'));
const runs = report.runs.filter(({ rows }) => rows.some((row) => 'reached' in row));

const english = {
  readme: 'README.md',
  alt: 'Each figure beside its goal',
  measured: ({ date, machine }) =>
    `Measured on ${date.slice(0, 10)} on ${machine.processors} × ${machine.processor}, ${machine.system}, by \`cargo xtask bench\`: the median of the rounds' ratios, and their middle half. Both sides are measured in turn in one run. Goals that are missed are kept: what the limit is stands in [benches/README.md](benches/README.md).`,
  head: ['what', 'against', 'goal'],
  reached: ' missed',
  unit: (figure, unit) => `${figure} ${unit}`,
  word: (text) => text,
};

const chineseWords = [
  ['encryptAid({...})', 'encryptAid({...})，单次'],
  ['new process: require to first token', '新进程：从 require 到第一个 token'],
  ['official SDK to ready', '官方 SDK（就绪）'],
  ['memory after the first token', '第一个 token 之后的内存'],
  ['plain Node.js', '空的 Node.js'],
  ['10 million tokens: wasm memory', '1000 万个 token：wasm 内存'],
  ['10 million tokens: process (RSS)', '1000 万个 token：进程内存（RSS）'],
  ['1 million tokens: wasm memory', '100 万个 token：wasm 内存'],
  ['1 million tokens: process (RSS)', '100 万个 token：进程内存（RSS）'],
  ['before', '之前'],
  ['one check, processor time', '一次校验的 CPU 时间'],
  ['checks a second, 32 in flight', '每秒校验次数（32 个并发）'],
  ['1 to 256 checks in flight', '1 到 256 个并发校验'],
  ['number of checks', '校验数量'],
  ['inspectAid with 1 to 1,000 keys', 'inspectAid，1 到 1000 个密钥'],
  ['number of keys', '密钥数量'],
  ['installed size', '安装体积'],
  ['official SDK', '官方 SDK'],
  [', object', '，对象'],
  [', event', '，事件'],
  [', JSON text', '，JSON 文本'],
  ['native encrypt', '原生 Rust 的 encrypt'],
];

const chineseUnits = {
  'times faster': (figure) => `速度是它的 ${figure} 倍`,
  'times its time': (figure) => `耗时是它的 ${figure} 倍`,
  'of its time': (figure) => `耗时是它的 ${figure} 倍`,
  'times as many': (figure) => `是它的 ${figure} 倍`,
  'times smaller': (figure) => `是它的 1/${figure}`,
  'growth exponent': (figure) => `增长指数 ${figure}`,
  'MB more': (figure) => `多 ${figure} MB`,
};

const chinese = {
  readme: 'README.zh-CN.md',
  alt: '各项指标与目标',
  measured: ({ date, machine }) =>
    `${date.slice(0, 10)} 在 ${machine.processors} × ${machine.processor}、${machine.system} 上由 \`cargo xtask bench\` 测得：各轮比值的中位数，括号内是中间一半的范围。两边在同一次运行中交替测量。没有达到的目标照样列出，限制在哪里见 [benches/README.md](benches/README.md)。`,
  head: ['项目', '对比', '目标'],
  reached: ' 未达到',
  unit: (figure, unit) => chineseUnits[unit](figure),
  word: (text) => chineseWords.reduce((said, [from, to]) => said.replace(from, to), text),
};

const number = (value) => String(Number(value.toPrecision(3)));

const names = runs.map(({ name }) => name).filter((name) => name.startsWith('Node.js'));

/** The goals, each with its figure by runtime; one that is the same everywhere stands under the first. */
function goals() {
  const found = new Map();
  for (const { name, rows } of runs) {
    for (const row of rows.filter((one) => 'reached' in one)) {
      const key = `${row.what}|${row.against}`;
      if (!found.has(key)) found.set(key, { row, figures: new Map() });
      found.get(key).figures.set(names.includes(name) ? name : names[0], row);
    }
  }
  return [...found.values()];
}

function line({ reached, word, unit }, { row, figures }) {
  const cells = names.map((name) => {
    const figure = figures.get(name);
    if (!figure) return '';
    const missed = figure.reached ? '' : reached;
    return `${unit(number(figure.median), figure.unit)} (${number(figure.low)}–${number(figure.high)})${missed}`;
  });
  const goal = row.atLeast === undefined ? `≤ ${row.atMost}` : `≥ ${row.atLeast}`;
  return `| ${[word(row.what), word(row.against), goal, ...cells].join(' | ')} |`;
}

for (const language of [english, chinese]) {
  const head = [...language.head, ...names];
  const rows = goals().map((goal) => line(language, goal));
  const text = [
    '<picture>',
    '  <source media="(prefers-color-scheme: dark)" srcset="docs/bench-dark.svg">',
    `  <img alt="${language.alt}" src="docs/bench-light.svg">`,
    '</picture>',
    '',
    language.measured(report),
    '',
    `| ${head.join(' | ')} |`,
    `|${'---|'.repeat(head.length)}`,
    ...rows,
    '',
  ].join('\n');
  const url = new URL(language.readme, root);
  const before = read(language.readme);
  if (!SECTION.test(before)) throw new Error(`${language.readme} has no place for the figures`);
  writeFileSync(
    url,
    before.replace(SECTION, (_, from, to) => from + text + to),
  );
}
