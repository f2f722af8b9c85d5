// Writing: colour where it is wanted, tables that know how wide Chinese is, and JSON.

/** Where a command writes, and how. */
export interface Terminal {
  /** One line on standard output. */
  print(line?: string): void;
  /** One line on standard error. */
  note(line: string): void;
  /** Names on the left, values on the right, wrapped to the terminal. */
  table(rows: readonly (readonly [string, string])[]): void;
  readonly paint: Paint;
  /** Whether a person looks at standard output. */
  readonly isInteractive: boolean;
}

type Colour = 'green' | 'red' | 'yellow' | 'bold' | 'dim';
type Paint = { readonly [colour in Colour]: (text: string) => string };
type Environment = { [name: string]: string | undefined };

const CODES: { [colour in Colour]: [number, number] } = {
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  bold: [1, 22],
  dim: [2, 22],
};

/** The process's own streams. */
export function createTerminal(env: Environment): Terminal {
  const { stdout, stderr } = process;
  const isInteractive = Boolean(stdout.isTTY);
  const isColoured = isInteractive && !env.NO_COLOR && env.TERM !== 'dumb';
  const paint = createPaint(isColoured);
  const width = isInteractive ? Math.max(stdout.columns || 80, 20) : Infinity;
  return {
    paint,
    isInteractive,
    print: (line = '') => void stdout.write(`${printable(line, isColoured)}\n`),
    note: (line) => void stderr.write(`${printable(line, isColoured)}\n`),
    table(rows) {
      const left = Math.max(...rows.map(([name]) => columns(name)));
      // Too narrow for two columns: the value under its name.
      const beside = left + 2 + 20 <= width;
      for (const [name, value] of rows) {
        const lines = wrap(printable(value, isColoured), beside ? width - left - 2 : width - 2);
        const indent = ' '.repeat(beside ? left + 2 : 2);
        const head = paint.dim(name);
        if (beside) stdout.write(`${head}${' '.repeat(left + 2 - columns(name))}${lines[0]}\n`);
        else stdout.write(`${head}\n${indent}${lines[0]}\n`);
        for (const line of lines.slice(1)) stdout.write(`${indent}${line}\n`);
      }
    },
  };
}

function createPaint(wanted: boolean): Paint {
  const paint = {} as { [colour in Colour]: (text: string) => string };
  for (const colour of Object.keys(CODES) as Colour[]) {
    const [on, off] = CODES[colour];
    paint[colour] = (text) => (wanted ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  }
  return paint;
}

/**
 * Without what a hostile token or answer could do to a terminal. Of escape sequences only those of CODES
 * stay, and only where there are colours: others can hide text.
 */
function printable(line: string, isColoured: boolean): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
  return line.replace(controls, (control, at: number) => {
    const isOwn = isColoured && /^\u001b\[(?:[12]|22|3[1239])m/.test(line.slice(at, at + 5));
    return isOwn ? control : '\ufffd';
  });
}

/** How many columns a terminal takes for this text: two for Chinese characters. */
export function columns(text: string): number {
  let width = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no room
  for (const character of text.replace(/\u001b\[\d+m/g, '')) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  const code = character.codePointAt(0) as number;
  const isWide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    code >= 0x1f300;
  return isWide ? 2 : 1;
}

/** Lines of at most `width` columns: broken at spaces and between Chinese characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of pieces(paragraph)) {
      if (columns(line + piece.replace(/ +$/, '')) > width && line !== '') {
        lines.push(line.replace(/ +$/, ''));
        line = '';
      }
      line += piece;
      // A token is longer than a narrow line, and has no place to break.
      while (columns(line) > width && columns(line.replace(/ +$/, '')) > width) {
        lines.push(cut(line, width));
        line = line.slice(cut(line, width).length);
      }
    }
    lines.push(line.replace(/ +$/, ''));
  }
  return lines;
}

/** Words with the space behind them, and Chinese characters one by one with their punctuation. */
function pieces(text: string): string[] {
  return (
    text.match(
      /[\u2e80-\uffef][，。、；：！？）”]*|[^ \u2e80-\uffef]+[，。、；：！？）”]* *| +/g,
    ) || ['']
  );
}

function cut(text: string, width: number): string {
  let end = '';
  for (const character of text) {
    if (columns(end + character) > width) break;
    end += character;
  }
  return end || text.slice(0, 1);
}
