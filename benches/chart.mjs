// The table as a picture: every goal as a bar, how far past it (or short of it) the figure is.
// Drawn by Vega-Lite into docs/bench-light.svg and docs/bench-dark.svg.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const FONT = 'system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif';
const themes = {
  light: {
    background: '#ffffff',
    text: '#1f2328',
    faint: '#d1d9e0',
    reached: '#1a7f37',
    missed: '#bc4c00',
  },
  dark: {
    background: '#0d1117',
    text: '#e6edf3',
    faint: '#3d444d',
    reached: '#3fb950',
    missed: '#f0883e',
  },
};

export async function drawCharts(report, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [theme, colors] of Object.entries(themes)) {
    const view = new View(parse(compile(spec(report, colors)).spec), { renderer: 'none' });
    writeFileSync(join(folder, `bench-${theme}.svg`), `${await view.toSVG()}\n`);
  }
}

/** How many times better than the other side: a ratio that should be small is turned over. */
function bars(report) {
  const all = report.runs.flatMap(({ name, rows }) =>
    rows.filter(isRatio).map((row) => ({ ...row, run: name })),
  );
  const order = [...new Set(all.map(titleOf))];
  all.sort((one, other) => order.indexOf(titleOf(one)) - order.indexOf(titleOf(other)));
  return all.map((row) => {
    const over = row.atMost === undefined ? (value) => value : (value) => 1 / value;
    const ends = [over(row.low), over(row.high)].sort((one, other) => one - other);
    return {
      line: [titleOf(row), row.run.replace(/\.\d+\.\d+$/, '')].filter(Boolean).join(', '),
      value: over(row.median),
      low: ends[0],
      high: ends[1],
      goal: over(row.atLeast ?? row.atMost),
      text: `${Number(over(row.median).toPrecision(3))}×`,
      state: row.reached ? 'goal reached' : 'goal missed',
    };
  });
}

const titleOf = ({ what, against }) => `${what} vs ${against}`;
const isRatio = (row) =>
  row.reached !== undefined && !['MB more', 'growth exponent'].includes(row.unit);

function spec(report, colors) {
  const values = bars(report);
  const smallest = Math.min(1, ...values.map(({ low, goal }) => Math.min(low, goal)));
  const largest = Math.max(1, ...values.map(({ high, goal }) => Math.max(high, goal)));
  const x = {
    type: 'quantitative',
    scale: { type: 'log', domain: [smallest / 1.2, largest * 1.2], nice: false },
    title:
      'times better than the other (logarithmic); tick: the goal; line: middle half of the rounds',
  };
  const y = { field: 'line', type: 'nominal', sort: null, title: null, axis: { labelLimit: 600 } };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: colors.background,
    padding: 16,
    width: 520,
    height: { step: 17 },
    title: {
      text: 'tcaptcha-wasm against what one would use instead',
      subtitle: `${report.date.slice(0, 10)} · ${report.machine.processor} · ${runsText(report)}${report.quick ? ' · short run' : ''}`,
      anchor: 'start',
      color: colors.text,
      subtitleColor: colors.text,
      offset: 14,
      frame: 'bounds',
    },
    data: { values },
    encoding: { y },
    layer: [
      {
        mark: { type: 'bar', height: 11, cornerRadiusEnd: 2 },
        encoding: {
          x: { field: 'value', ...x },
          x2: { datum: 1 },
          color: {
            field: 'state',
            scale: {
              domain: ['goal reached', 'goal missed'],
              range: [colors.reached, colors.missed],
            },
            legend: { title: null, orient: 'top', labelColor: colors.text },
          },
        },
      },
      {
        mark: { type: 'rule', color: colors.text, opacity: 0.7 },
        encoding: { x: { field: 'low', ...x }, x2: { field: 'high' } },
      },
      {
        mark: { type: 'tick', color: colors.text, thickness: 2, height: 13 },
        encoding: { x: { field: 'goal', ...x } },
      },
      {
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 10, color: colors.text },
        encoding: { x: { field: 'end', ...x }, text: { field: 'text' } },
        transform: [{ calculate: 'max(datum.high, datum.goal, 1)', as: 'end' }],
      },
    ],
    config: {
      font: FONT,
      view: { stroke: null },
      axis: {
        labelColor: colors.text,
        titleColor: colors.text,
        titleFontWeight: 'normal',
        gridColor: colors.faint,
        domainColor: colors.faint,
        tickColor: colors.faint,
      },
    },
  };
}

function runsText(report) {
  return report.runs
    .map(({ name }) => name)
    .filter(Boolean)
    .join(' · ');
}
