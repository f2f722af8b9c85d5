// The table as a picture: a bar for each row and Node.js, how many times better this package is.
// Drawn by Vega-Lite into bench-light.svg and bench-dark.svg.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { figure, side } from './lib/text.mjs';

const FONT = 'system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif';
const THEMES = {
  light: { background: '#ffffff', text: '#1f2328', grid: '#d1d9e0', bars: ['#1a7f37', '#4ac26b'] },
  dark: { background: '#0d1117', text: '#e6edf3', grid: '#3d444d', bars: ['#3fb950', '#196c2e'] },
};

export async function drawCharts(report, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [theme, colors] of Object.entries(THEMES)) {
    const view = new View(parse(compile(spec(report, colors)).spec), { renderer: 'none' });
    writeFileSync(join(folder, `bench-${theme}.svg`), `${await view.toSVG()}\n`);
  }
}

/** Row by row, so that the bars of both Node.js stand together. */
function bars({ runs }) {
  const shortName = (name) => name.replace(/\.\d+\.\d+$/, '');
  return runs[0].table.flatMap(({ id, rounds }) => {
    // A size is the same whatever the Node.js.
    const shown = rounds === 1 ? runs.slice(0, 1) : runs;
    return shown.map(({ name, table }) => {
      const row = table.find((one) => one.id === id);
      const { median, low, high } = row.times;
      return {
        line: [row.what, `against ${row.against}`, rounds === 1 ? '' : shortName(name)]
          .filter(Boolean)
          .join(' · '),
        run: rounds === 1 ? shortName(runs[0].name) : shortName(name),
        ...{ median, low, high },
        text: `${figure(median)}× · ${side(row.ours, row.unit)}, not ${side(row.theirs, row.unit)}`,
      };
    });
  });
}

function spec(report, colors) {
  const values = bars(report);
  // Room for the text behind the longest bar.
  const largest = Math.max(...values.map(({ high }) => high)) * 8;
  const smallest = Math.min(1, ...values.map(({ low }) => low));
  const x = {
    type: 'quantitative',
    scale: { type: 'log', domain: [smallest, largest], nice: false },
    title: 'times better than the other (logarithmic); line: middle half of the rounds',
    axis: { values: [1, 2, 5, 10, 20, 50, 100] },
  };
  const y = { field: 'line', type: 'nominal', sort: null, title: null, axis: { labelLimit: 600 } };
  const color = {
    field: 'run',
    type: 'nominal',
    sort: null,
    scale: { range: colors.bars },
    legend: null,
  };
  const text = { type: 'text', align: 'left', dx: 6, fontSize: 11, color: colors.text };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: colors.background,
    padding: 16,
    width: 560,
    height: { step: 20 },
    title: {
      text: 'tcaptcha-wasm against what one would use instead',
      subtitle: subtitle(report),
      anchor: 'start',
      color: colors.text,
      subtitleColor: colors.text,
      offset: 12,
    },
    data: { values },
    encoding: { y },
    layer: [
      {
        mark: { type: 'bar', height: 12 },
        encoding: { x: { field: 'median', ...x }, x2: { datum: 1 }, color },
      },
      {
        mark: { type: 'rule', color: colors.text },
        encoding: { x: { field: 'low', ...x }, x2: { field: 'high' } },
      },
      { mark: text, encoding: { x: { field: 'high', ...x }, text: { field: 'text' } } },
    ],
    config: {
      font: FONT,
      view: { stroke: null },
      axis: {
        labelColor: colors.text,
        titleColor: colors.text,
        titleFontWeight: 'normal',
        gridColor: colors.grid,
        domainColor: colors.grid,
        tickColor: colors.grid,
      },
    },
  };
}

function subtitle({ date, machine, runs, quick }) {
  const names = runs.map(({ name }) => name);
  return [date.slice(0, 10), machine.processor, ...names, ...(quick ? ['short run'] : [])].join(
    ' · ',
  );
}
