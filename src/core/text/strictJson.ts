import { RegistryError } from '../errors.ts';

/** A JSON value as it was written: numbers keep their source text, objects the order of their keys. */
export type JsonNode =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly elements: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonNode> };

/** What a text may cost before it is refused. */
export interface StrictJsonLimits {
  /** Deepest nesting of arrays and objects; the reader recurses, so stay below 1000. */
  readonly maxDepth: number;
  /** Size of the text in UTF-8 bytes. */
  readonly maxBytes: number;
  /** Number of values of all kinds; one million if not given. */
  readonly maxNodes?: number;
  /** Take Python's `NaN`, `Infinity` and `-Infinity` as numbers; refused if not given. */
  readonly nonFinite?: boolean;
}

const defaultMaxNodes = 1_000_000;
const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const nonFinitePattern = /NaN|-?Infinity/y;
const hexPattern = /[0-9a-fA-F]{4}/y;
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * Reads JSON (RFC 8259) so that no two readers can disagree about it: duplicate keys, lone surrogates, trailing text and
 * everything over `limits` are refused. Throws `file.unreadable` with `line` and `column` in its details.
 */
export function parseStrictJson(text: string, limits: StrictJsonLimits): JsonNode {
  if (exceedsBytes(text, limits.maxBytes)) {
    throw new RegistryError('file.unreadable', `This JSON is larger than ${limits.maxBytes} bytes.`);
  }
  return new StrictJsonReader(text, limits).document();
}

function exceedsBytes(text: string, maxBytes: number): boolean {
  if (text.length * 3 <= maxBytes) return false;
  let bytes = text.length;
  for (let i = 0; i < text.length && bytes <= maxBytes; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes > maxBytes;
}

class StrictJsonReader {
  readonly #text: string;
  readonly #limits: StrictJsonLimits;
  #at = 0;
  #nodes = 0;

  constructor(text: string, limits: StrictJsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  document(): JsonNode {
    const node = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) this.#refuse('unexpected text after the value');
    return node;
  }

  #value(depth: number): JsonNode {
    this.#space();
    if (++this.#nodes > (this.#limits.maxNodes ?? defaultMaxNodes)) this.#refuse('too many values');
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth + 1);
      case '[':
        return this.#array(depth + 1);
      case '"':
        return { kind: 'string', value: this.#string() };
      case 't':
        return this.#word('true', { kind: 'bool', value: true });
      case 'f':
        return this.#word('false', { kind: 'bool', value: false });
      case 'n':
        return this.#word('null', { kind: 'null' });
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonNode {
    this.#open(depth);
    const members = new Map<string, JsonNode>();
    if (this.#skip('}')) return { kind: 'object', members };
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#refuse('a key in quotes was expected');
      const key = this.#string();
      if (members.has(key)) this.#refuse('a key appears twice');
      this.#expect(':');
      members.set(key, this.#value(depth));
    } while (this.#skip(','));
    this.#expect('}');
    return { kind: 'object', members };
  }

  #array(depth: number): JsonNode {
    this.#open(depth);
    const elements: JsonNode[] = [];
    if (this.#skip(']')) return { kind: 'array', elements };
    do elements.push(this.#value(depth));
    while (this.#skip(','));
    this.#expect(']');
    return { kind: 'array', elements };
  }

  #open(depth: number): void {
    if (depth > this.#limits.maxDepth) this.#refuse('nested too deeply');
    this.#at++;
  }

  #string(): string {
    this.#at++;
    let value = '';
    for (;;) {
      value += this.#plainRun();
      const end = this.#text[this.#at];
      if (end === '"') break;
      if (end !== '\\') this.#refuse(end === undefined ? 'the text ends inside a string' : 'a control character in a string');
      this.#at++;
      value += this.#escape();
    }
    this.#at++;
    if (!value.isWellFormed()) this.#refuse('half of a surrogate pair in a string');
    return value;
  }

  /** Characters up to a quote, an escape or a control character; by codes, since most of a large header is this. */
  #plainRun(): string {
    const start = this.#at;
    for (let unit = this.#text.charCodeAt(start); unit >= 0x20 && unit !== 0x22 && unit !== 0x5c; ) unit = this.#text.charCodeAt(++this.#at);
    return this.#text.slice(start, this.#at);
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? '';
    this.#at++;
    if (letter === 'u') {
      const hex = this.#match(hexPattern) ?? this.#refuse('an unfinished \\u escape');
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    return escapes.get(letter) ?? this.#refuse('an unknown escape in a string');
  }

  #number(): JsonNode {
    const text = (this.#limits.nonFinite === true ? this.#match(nonFinitePattern) : undefined) ?? this.#match(numberPattern);
    return { kind: 'number', text: text ?? this.#refuse('a value was expected') };
  }

  #word(word: string, node: JsonNode): JsonNode {
    if (!this.#text.startsWith(word, this.#at)) this.#refuse('a value was expected');
    this.#at += word.length;
    return node;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #space(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
    }
  }

  #skip(mark: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#skip(mark)) this.#refuse(`"${mark}" was expected`);
  }

  #refuse(reason: string): never {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    throw new RegistryError('file.unreadable', `This is not valid JSON: ${reason} (line ${line}, column ${column}).`, {
      details: { line, column },
    });
  }
}
