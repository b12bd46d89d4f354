import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Scalar } from 'yaml';
import { RegistryError } from '../../core/errors.ts';
import type { ScalarNode, ValueNode } from './valueNode.ts';

const MAX_BYTES = 4 * 1_048_576;
const MAX_DEPTH = 64;
const MAX_NODES = 100_000;
/** More than any honest file needs, less than what the recursive composer can stand. */
const MAX_OPENINGS = 500;

/**
 * Reads one YAML document (schema core 1.2, so `1e-05` is a number and `yes` a string), values as written. Aliases are
 * followed within a bound on the whole, so that an alias bomb ends in an error.
 * @throws RegistryError file.unreadable, with a sentence
 */
export function parseYamlValue(text: string): ValueNode {
  if (text.length > MAX_BYTES) throw refused('it is larger than 4 MiB');
  if (deepestOpening(text) > MAX_OPENINGS) throw refused('it is nested too deeply');
  const document = parse(text);
  const first = document.errors[0];
  if (first !== undefined) throw refused((first.message.split('\n')[0] ?? '').replace(/:$/, ''));
  return new YamlConversion().convert(document.contents, 0);
}

function parse(text: string): Document {
  try {
    return parseDocument(text, { schema: 'core', version: '1.2', logLevel: 'silent', prettyErrors: true, uniqueKeys: false });
  } catch {
    throw refused('its structure is beyond what can be read');
  }
}

/** Upper bound of the nesting, so that the recursive composer never meets text that would exhaust the stack. */
function deepestOpening(text: string): number {
  let flow = 0;
  let deepest = 0;
  for (const line of text.split('\n')) {
    for (const mark of line) {
      if (mark === '[' || mark === '{') deepest = Math.max(deepest, ++flow);
      else if ((mark === ']' || mark === '}') && flow > 0) flow--;
    }
    const indent = /^[ \t]*(?:[-?:] +)*/.exec(line)?.[0] ?? '';
    deepest = Math.max(deepest, indent.length >> 1);
  }
  return deepest;
}

class YamlConversion {
  /** The last node of each anchor so far: `Alias.resolve` would search the document again for every alias. */
  readonly #anchors = new Map<string, unknown>();
  #nodes = 0;

  convert(node: unknown, depth: number): ValueNode {
    if (++this.#nodes > MAX_NODES) throw refused('it holds too many values (or aliases that multiply)');
    if (depth > MAX_DEPTH) throw refused('it is nested too deeply');
    if (isAlias(node)) return this.convert(this.#target(node.source), depth + 1);
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isMap(node)) return this.#map(node.items, depth);
    if (isSeq(node)) return { kind: 'list', elements: node.items.map((item) => this.convert(item, depth + 1)) };
    return isScalar(node) ? scalar(node) : { kind: 'scalar', type: 'null', value: 'null' };
  }

  #map(items: readonly { key: unknown; value: unknown }[], depth: number): ValueNode {
    const entries = new Map<string, ValueNode>();
    const merged: ValueNode[] = [];
    for (const { key, value } of items) {
      const name = this.convert(key, depth + 1);
      if (name.kind !== 'scalar') throw refused('a key is a list or a map');
      if (name.value === '<<') merged.push(...parts(this.convert(value, depth + 1)));
      else entries.set(name.value, this.convert(value, depth + 1));
    }
    for (const part of merged) {
      if (part.kind !== 'map') continue;
      for (const [key, value] of part.entries) if (!entries.has(key)) entries.set(key, value);
    }
    return { kind: 'map', entries: [...entries] };
  }

  #target(name: string): unknown {
    if (!this.#anchors.has(name)) throw refused('an alias leads nowhere');
    return this.#anchors.get(name);
  }
}

/** What `<<:` takes over: a map, or each map of a list. */
function parts(node: ValueNode): readonly ValueNode[] {
  return node.kind === 'list' ? node.elements : [node];
}

function scalar(node: Scalar): ScalarNode {
  const { value } = node;
  const written = typeof node.source === 'string' ? node.source.trim() : String(value);
  if (value === null || value === undefined) return { kind: 'scalar', type: 'null', value: 'null' };
  if (typeof value === 'boolean') return { kind: 'scalar', type: 'bool', value: String(value) };
  if (typeof value === 'number' || typeof value === 'bigint') return number(written);
  return { kind: 'scalar', type: 'string', value: typeof value === 'string' ? value.toWellFormed() : written };
}

function number(written: string): ScalarNode {
  const special = /^([-+]?)\.(?:inf|nan)$/i.exec(written);
  if (special !== null) {
    const word = /nan$/i.test(written) ? 'NaN' : `${special[1] === '-' ? '-' : ''}Infinity`;
    return { kind: 'scalar', type: 'float', value: word };
  }
  return { kind: 'scalar', type: /^(?:[-+]?\d+|0x[\da-f]+|0o[0-7]+)$/i.test(written) ? 'int' : 'float', value: written };
}

function refused(reason: string): RegistryError {
  return new RegistryError('file.unreadable', `This is not usable YAML: ${reason}.`);
}
