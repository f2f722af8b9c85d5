// Figures as text, the same on the terminal, in the READMEs and in the chart.

/** Three digits, and all of a number that has more before the point. */
export const figure = (value) =>
  Math.abs(value) >= 1000 ? count(Math.round(value)) : String(Number(value.toPrecision(3)));

export const count = (value) => value.toLocaleString('en-US');

/** The middle half of the rounds; nothing where there is one round only. */
export const range = ({ low, high, rounds }) =>
  rounds > 1 ? `${figure(low)}–${figure(high)}` : '';

/** One side's own figure with its unit. */
export const side = (value, unit) =>
  unit === '/s' ? `${figure(value)}/s` : `${figure(value)} ${unit}`;

export const goalText = ({ atLeast, atMost }) =>
  atLeast !== undefined ? `≥ ${atLeast}` : atMost !== undefined ? `≤ ${atMost}` : '';

/** How both sides of a row compare, in English. */
export const comparison = ({ compare, median }) =>
  ({
    faster: `${figure(median)} times as fast`,
    smaller: `${figure(median)} times smaller`,
    more: `${figure(median)} times as many`,
    share: `${figure(median)} times as much`,
    less: `${figure(median)} MB less`,
  })[compare];
