import { hex } from '../bytes.ts';
import { type Anatomy, charactersOf, glyph, type Part, type Range } from './anatomy.ts';
import { titleOf } from './caption.tsx';
import { type Box, boxesOf, type RowLayout } from './layout.ts';
import { pictureWords } from './words.ts';

interface Handlers {
  onPointerEnter(): void;
  onPointerLeave(): void;
  onFocus(): void;
  onBlur(): void;
}

interface RowProps {
  row: RowLayout;
  wide: boolean;
  aboutBelow: boolean;
  anatomy: Anatomy;
  active: Part | null;
  tabStop: string | undefined;
  patterns: string;
  handlersOf(part: Part): Handlers;
  nameOf(part: Part): string;
}

export function Row(props: RowProps) {
  const { row, wide, anatomy, active } = props;
  const whole: Range = { start: 0, end: row.length };
  const own = anatomy.parts.filter((part) => part.row === row.id);
  // The Base64 row repeats the parts of the bytes above it, for the pointer only.
  const targets: [Part, Range][] =
    row.id === 'text'
      ? anatomy.parts
          .filter((part) => part.row === 'out')
          .map((part) => [part, charactersOf({ start: part.start, end: part.end })])
      : own.map((part) => [part, part]);
  const marks = active?.marks[row.id] ?? [];

  return (
    <g class={`row row-${row.id}`}>
      <Title row={row} wide={wide} aboutBelow={props.aboutBelow} />
      {boxesOf(row, whole).map((box) => (
        <rect class="band" {...place(box)} rx="5" />
      ))}
      {targets.map(([part, range]) => (
        <g
          key={`${row.id}-${part.id}`}
          class={`part part-${part.kind}${active === part ? ' active' : ''}`}
          data-part={part.id}
          {...props.handlersOf(part)}
          {...(row.id === 'text'
            ? { 'aria-hidden': true as const }
            : {
                role: 'button',
                tabIndex: part.id === props.tabStop ? 0 : -1,
                'aria-label': props.nameOf(part),
              })}
        >
          {boxesOf(row, range).map((box, i) => (
            <PartBox part={part} box={box} row={row} first={i === 0} patterns={props.patterns} />
          ))}
        </g>
      ))}
      {marks.flatMap((range) =>
        boxesOf(row, range).map((box) => <rect class="mark" {...place(box)} rx="5" />),
      )}
      {boxesOf(row, whole).map((box) => (
        <Cells row={row} box={box} anatomy={anatomy} />
      ))}
    </g>
  );
}

const place = ({ x, y, width, height }: Box) => ({ x, y, width, height });

function Title({ row, wide, aboutBelow }: Pick<RowProps, 'row' | 'wide' | 'aboutBelow'>) {
  const [title, about] = pictureWords().rows[row.id];
  const beside = wide && row.left > 0;
  // In the wide layout the bytes are named by the labels above them.
  if (wide && row.id === 'out') return null;
  const below = wide && !beside;
  const y = beside ? row.top + 19 : below ? row.top + row.cellHeight + 24 : row.titleTop + 16;
  return (
    <text class="row-title" x="0" y={y} aria-hidden="true">
      {title}
      <tspan class="row-about" {...(beside || aboutBelow ? { x: 0, dy: 19 } : { dx: 10 })}>
        {about}
      </tspan>
    </text>
  );
}

function PartBox(props: { part: Part; box: Box; row: RowLayout; first: boolean; patterns: string }) {
  const { part, box, row } = props;
  const pattern = { repeat: 'hatch', padding: 'dots' }[part.kind as string];
  const title = titleOf(part);
  // An estimate is enough: a label that might not fit is left to the caption.
  const fits = box.width >= [...title].reduce((sum, c) => sum + (c > '⺀' ? 12 : 7.4), 4);
  return (
    <>
      <rect class="field" {...place(box)} rx="5" />
      {pattern && <rect class="texture" fill={`url(#${props.patterns}-${pattern})`} {...place(box)} rx="5" />}
      {row.labelled && props.first && (
        <>
          <path
            class="bracket"
            d={`M${box.x + 2} ${box.y - 3}v-3h${box.width - 4}v3`}
            aria-hidden="true"
          />
          {fits && (
            <text class="part-label" x={box.x + 2} y={box.y - 10} aria-hidden="true">
              {title}
            </text>
          )}
        </>
      )}
    </>
  );
}

/** One text element per line: every character has its own x, so that bytes line up. */
function Cells({ row, box, anatomy }: { row: RowLayout; box: Box; anatomy: Anatomy }) {
  const width = row.cellWidth;
  const centre = (i: number) => box.x + (i + 0.5) * width;
  if (row.id === 'text') {
    const text = anatomy.text.slice(box.start, box.end);
    return <Glyphs class="char" y={box.y + 23} text={text} xs={[...text].map((_, i) => centre(i))} />;
  }
  const bytes = { key: anatomy.key, plain: anatomy.plain, out: anatomy.out }[row.id];
  const shown = [...(bytes ?? [])].slice(box.start, box.end);
  const digits = shown.map(hex).join('');
  const half = row.id === 'out' ? 3.7 : 3;
  const pairs = shown.flatMap((_, i) => [centre(i) - half, centre(i) + half]);
  if (row.id === 'out') return <Glyphs class="hex" y={box.y + 23} text={digits} xs={pairs} />;
  return (
    <>
      <Glyphs
        class="char"
        y={box.y + 21}
        text={shown.map(glyph).join('')}
        xs={shown.map((_, i) => centre(i))}
      />
      <Glyphs class="hex small" y={box.y + 37} text={digits} xs={pairs} />
    </>
  );
}

function Glyphs(props: { class: string; y: number; text: string; xs: number[] }) {
  return (
    <text class={`cells ${props.class}`} y={props.y} x={props.xs.map((x) => x.toFixed(1)).join(' ')} aria-hidden="true">
      {props.text}
    </text>
  );
}
