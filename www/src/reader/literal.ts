/** Stands for what a console shows as `{…}` or `[Object]`: something was there, folded up. */
export const folded = Symbol('folded');

const FOLDED = /^(?:\{(?:…|\.\.\.)\}|\[(?:Object|Array)\]|Object|Array\(\d+\)(?!\s*\[))/;
const WORD = /^[\p{L}_$][\p{L}\p{N}_$]*/u;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i;
const FUNCTION =
  /^(?:\[(?:Async|Generator)?Function[^\]]*\]|(?:async )?(?:ƒ|function|f(?=\s*\())\s*[\w$]*\s*(?:\([^)]*\))?)/;
const WORDS: Record<string, unknown> = {
  true: true,
  false: false,
  null: null,
  undefined: undefined,
  NaN: Number.NaN,
};

/**
 * Reads a value as a console prints it: JSON, but also unquoted keys, single quotes, class names
 * before braces, folded parts and functions. Nothing is evaluated.
 */
export class LiteralReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The value at the front of the text; throws SyntaxError when there is none. */
  read(): unknown {
    this.#skipSpace();
    if (++this.#depth > 64) throw new SyntaxError('nested too deeply');
    try {
      return this.#readValue();
    } finally {
      this.#depth--;
    }
  }

  /** What stands behind the value that was read. */
  rest(): string {
    return this.#text.slice(this.#at);
  }

  #readValue(): unknown {
    if (this.#match(FOLDED)) return folded;
    if (this.#match(FUNCTION)) return undefined;
    const next = this.#text[this.#at];
    if (next === '{') return this.#readObject();
    if (next === '[') return this.#readArray();
    if (next === '"' || next === "'" || next === '`') return this.#readString(next);
    const number = this.#match(NUMBER);
    if (number) return Number(number);
    const word = this.#match(WORD);
    if (word === undefined) throw new SyntaxError(`unexpected ${next ?? 'end'}`);
    if (word in WORDS) return WORDS[word];
    // `CustomEvent {…}`, `Array(2) […]`: the name says nothing that matters here.
    this.#match(/^\(\d+\)/);
    this.#skipSpace();
    if (/[{[]/.test(this.#text[this.#at] ?? '')) return this.#readValue();
    throw new SyntaxError(`unexpected ${word}`);
  }

  #readObject(): unknown {
    const object: Record<string, unknown> = Object.create(null);
    this.#at++;
    for (;;) {
      this.#skipSpace();
      if (this.#take('}')) return object;
      // The mark of a shortened preview: more keys were there.
      if (this.#match(/^(?:…|\.\.\.)/)) continue;
      const next = this.#text[this.#at] ?? '';
      const key = /["']/.test(next) ? this.#readString(next) : this.#match(/^(?:\[\[\w+\]\]|[\w$<>.-]+)/);
      if (key === undefined) throw new SyntaxError(`unexpected ${next || 'end'}`);
      this.#skipSpace();
      if (!this.#take(':')) throw new SyntaxError(`no colon after ${key}`);
      const value = this.read();
      if (!/^\[\[|^(?:__proto__|<prototype>)$/.test(key)) object[key] = value;
      this.#skipSpace();
      if (!this.#take(',') && this.#text[this.#at] !== '}') throw new SyntaxError('no comma');
    }
  }

  #readArray(): unknown {
    const array: unknown[] = [];
    this.#at++;
    for (;;) {
      this.#skipSpace();
      if (this.#take(']')) return array;
      if (this.#match(/^(?:…|\.\.\.)/)) continue;
      array.push(this.read());
      this.#skipSpace();
      if (!this.#take(',') && this.#text[this.#at] !== ']') throw new SyntaxError('no comma');
    }
  }

  #readString(quote: string): string {
    let value = '';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at] ?? '';
      if (char === quote) {
        this.#at++;
        return value;
      }
      value += char === '\\' ? this.#readEscape() : char;
    }
    throw new SyntaxError('a string without an end');
  }

  #readEscape(): string {
    const char = this.#text[++this.#at] ?? '';
    if (char !== 'u') return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[char] ?? char;
    const code = /^[0-9a-f]{4}/i.exec(this.#text.slice(this.#at + 1, this.#at + 5))?.[0];
    if (!code) throw new SyntaxError('a broken escape');
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    // Long tickets live in strings, which are read char by char: 200 are enough for the rest.
    const found = pattern.exec(this.#text.slice(this.#at, this.#at + 200))?.[0];
    if (found) this.#at += found.length;
    return found || undefined;
  }

  #skipSpace(): void {
    while (/[\s▶▼►▾]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }
}
