// The table as a picture: every goal as a bar, how far past it (or short of it) the figure is.
// Drawn by Vega-Lite into docs/bench-light.svg and docs/bench-dark.svg.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const FONT = 'system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif';
const themes = {
  light: { background: '#ffffff', text: '#1f2328', faint: '#d1d9e0', reached: '#1a7f37', missed: '#bc4c00' },
  dark: { background: '#0d1117', text: '#e6edf3', faint: '#3d444d', reached: '#3fb950', missed: '#f0883e' },
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
  return report.runs.flatMap(({ name, rows }) =>
    rows.filter(isRatio).map((row) => {
      const over = row.atMost === undefined ? (value) => value : (value) => 1 / value;
      const goal = over(row.atLeast ?? row.atMost);
      return {
        row: `${row.what}  vs ${row.against}`,
        run: name || 'any Node.js',
        value: over(row.median),
        low: Math.min(over(row.low), over(row.high)),
        high: Math.max(over(row.low), over(row.high)),
        goal,
        text: `${Number(over(row.median).toPrecision(3))}×`,
        state: row.reached ? 'goal reached' : 'goal missed',
      };
    }),
  );
}

const isRatio = (row) =>
  row.reached !== undefined && !['MB more', 'growth exponent'].includes(row.unit);

function spec(report, colors) {
  const values = bars(report);
  const y = { field: 'row', type: 'nominal', sort: null, title: null };
  const x = {
    type: 'quantitative',
    scale: { type: 'log', domainMin: 0.1, nice: false },
    title: 'times better (logarithmic); the tick is the goal, the line the middle half of the rounds',
  };
  const yOffset = { field: 'run', sort: null };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: colors.background,
    padding: 16,
    width: 520,
    height: { step: 15 },
    title: {
      text: 'tcaptcha-wasm against what one would use instead',
      subtitle: `${report.date.slice(0, 10)} · ${report.machine.processor} · ${runsText(report)}`,
      anchor: 'start',
      color: colors.text,
      subtitleColor: colors.text,
      offset: 14,
    },
    data: { values },
    encoding: { y, yOffset },
    layer: [
      {
        mark: { type: 'bar', height: 11, cornerRadiusEnd: 2 },
        encoding: {
          x: { field: 'value', ...x },
          x2: { datum: 0.1 },
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
      { mark: { type: 'rule', color: colors.text, opacity: 0.7 }, encoding: { x: { field: 'low', ...x }, x2: { field: 'high' } } },
      { mark: { type: 'tick', color: colors.text, thickness: 2, height: 13 }, encoding: { x: { field: 'goal', ...x } } },
      {
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 10, color: colors.text },
        encoding: { x: { field: 'end', ...x }, text: { field: 'label' } },
        transform: [
          { calculate: 'max(datum.high, datum.goal)', as: 'end' },
          { calculate: "datum.text + '  ' + datum.run", as: 'label' },
        ],
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
        labelLimit: 420,
      },
    },
  };
}

function runsText(report) {
  return report.runs.map(({ name }) => name).filter(Boolean).join(' · ');
}
