import type { Anatomy, Part, Range, RowId } from './anatomy.ts';

/**
 * Where everything is drawn. Wide: one line per row, every byte above the byte it becomes, and
 * four characters under three bytes. Narrow: rows broken into lines of 16 or 32 cells.
 */
export interface Layout {
  /** Where a row's explanation stands: beside its title, or on a line of its own below it. */
  aboutBelow: boolean;
  wide: boolean;
  width: number;
  height: number;
  cell: number;
  rows: RowLayout[];
  /** The drawing of the cipher between plaintext and output, in the wide layout. */
  cipher?: { top: number; bottom: number };
}

export interface RowLayout {
  id: RowId;
  left: number;
  /** Of the title. */
  titleTop: number;
  top: number;
  cellWidth: number;
  cellHeight: number;
  lineHeight: number;
  perLine: number;
  length: number;
  labelled: boolean;
}

const LABEL = 22;
const TITLE = 30;
const ABOUT = 18;
/** Pixels that a title and its explanation take on one line, whatever the font. */
const ONE_LINE = 448;

export function layoutOf(anatomy: Anatomy, width: number): Layout {
  const wideCell = width / anatomy.out.length;
  return wideCell >= 17 && width >= 900
    ? wideLayout(anatomy, width, Math.min(wideCell, 26))
    : narrowLayout(anatomy, width);
}

function rowsOf(anatomy: Anatomy): [RowId, number, number][] {
  const rows: [RowId, number, number][] = [];
  if (anatomy.key) rows.push(['key', 32, 46]);
  if (anatomy.plain) rows.push(['plain', anatomy.plain.length, 46]);
  rows.push(['out', anatomy.out.length, 36], ['text', anatomy.text.length, 36]);
  return rows;
}

function wideLayout(anatomy: Anatomy, width: number, cell: number): Layout {
  let top = 0;
  let cipher: Layout['cipher'];
  const rows = rowsOf(anatomy).map(([id, length, cellHeight]): RowLayout => {
    if (id === 'out' && anatomy.plain) {
      cipher = { top: top - 14, bottom: top + 92 };
      top += 92;
    }
    const shifted = id === 'key' || id === 'plain';
    const labelled = id !== 'text';
    const row: RowLayout = {
      id,
      left: shifted ? anatomy.ivLength * cell : 0,
      titleTop: top,
      top: top + (labelled ? LABEL : 0),
      cellWidth: id === 'text' ? cell * 0.75 : cell,
      cellHeight,
      lineHeight: cellHeight,
      perLine: length,
      length,
      labelled,
    };
    top = row.top + cellHeight + (id === 'out' ? 8 : 26);
    return row;
  });
  return { aboutBelow: false, wide: true, width, height: top + 12, cell, rows, ...(cipher ? { cipher } : {}) };
}

function narrowLayout(anatomy: Anatomy, width: number): Layout {
  const perLine = width / 32 >= 17 ? 32 : 16;
  const cell = Math.min(width / perLine, 26);
  const aboutBelow = width < ONE_LINE;
  const title = TITLE + (aboutBelow ? ABOUT : 0);
  let top = 0;
  const rows = rowsOf(anatomy).map(([id, length, cellHeight]): RowLayout => {
    const labelled = id !== 'text';
    const lineHeight = cellHeight + (labelled ? LABEL : 4);
    const row: RowLayout = {
      id,
      left: 0,
      titleTop: top,
      top: top + title + (labelled ? LABEL : 0),
      cellWidth: cell,
      cellHeight,
      lineHeight,
      perLine,
      length,
      labelled,
    };
    top = row.top + Math.ceil(length / perLine) * lineHeight + 14;
    return row;
  });
  return { aboutBelow, wide: false, width, height: top - 14, cell, rows };
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Which bytes of the row are in it. */
  start: number;
  end: number;
}

/** The boxes that a range takes up: one for each line it touches. */
export function boxesOf(row: RowLayout, range: Range): Box[] {
  const boxes: Box[] = [];
  for (let start = range.start; start < range.end; ) {
    const line = Math.floor(start / row.perLine);
    const end = Math.min(range.end, (line + 1) * row.perLine);
    boxes.push({
      x: row.left + (start - line * row.perLine) * row.cellWidth,
      y: row.top + line * row.lineHeight,
      width: (end - start) * row.cellWidth,
      height: row.cellHeight,
      start,
      end,
    });
    start = end;
  }
  return boxes;
}

/** The parts in the order in which the arrow keys visit them. */
export function readingOrder(parts: Part[]): Part[] {
  const order: RowId[] = ['key', 'plain', 'out', 'text'];
  return [...parts].sort(
    (a, b) => order.indexOf(a.row) - order.indexOf(b.row) || a.start - b.start,
  );
}
