import { parseTOML, type AST } from 'toml-eslint-parser';
import { RegistryError } from '../../core/errors.ts';
import type { ScalarNode, ValueNode } from './valueNode.ts';

/** The parser keeps an object for each token; so much is read within about a second. */
const MAX_LENGTH = 262_144;
const MAX_DEPTH = 64;

/** A table or list that is gathered from all over the file, by key or by index. */
interface Group {
  readonly kind: 'map' | 'list';
  readonly parts: Map<string | number, ScalarNode | Group>;
}

/**
 * Reads TOML: numbers as written but for the underscores, dates and times as text.
 * @throws RegistryError file.unreadable, with a sentence
 */
export function parseTomlValue(text: string): ValueNode {
  if (text.length > MAX_LENGTH) throw refused('it is larger than 256 KiB');
  const root = newGroup('map');
  for (const node of parse(text).body[0].body) {
    if (node.type === 'TOMLKeyValue') put(root, node, 0);
    else fill(groupAt(root, node.resolvedKey, 0), node.body, node.resolvedKey.length);
  }
  return finished(root);
}

function parse(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw refused('its structure is beyond what can be read');
    const { lineNumber } = error as { lineNumber?: unknown };
    throw refused(typeof lineNumber === 'number' ? `${error.message} (line ${lineNumber})` : error.message);
  }
}

function newGroup(kind: Group['kind']): Group {
  return { kind, parts: new Map() };
}

function fill(table: Group, pairs: readonly AST.TOMLKeyValue[], depth: number): Group {
  for (const pair of pairs) put(table, pair, depth);
  return table;
}

function put(table: Group, pair: AST.TOMLKeyValue, depth: number): void {
  const way = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const parent = groupAt(table, way.slice(0, -1), depth);
  parent.parts.set(way.at(-1) ?? '', convert(pair.value, depth + way.length));
}

/** The table that `way` leads to, made where it is new; a number is the place in a list of tables. */
function groupAt(from: Group, way: readonly (string | number)[], depth: number): Group {
  if (depth + way.length > MAX_DEPTH) throw refused('it is nested too deeply');
  let at = from;
  for (const [i, step] of way.entries()) {
    const found = at.parts.get(step) ?? newGroup(typeof way[i + 1] === 'number' ? 'list' : 'map');
    if (found.kind === 'scalar') throw refused('a value stands where a table should');
    at.parts.set(step, found);
    at = found;
  }
  return at;
}

function convert(node: AST.TOMLContentNode, depth: number): ScalarNode | Group {
  if (depth > MAX_DEPTH) throw refused('it is nested too deeply');
  if (node.type === 'TOMLInlineTable') return fill(newGroup('map'), node.body, depth);
  if (node.type === 'TOMLArray') return { kind: 'list', parts: new Map(node.elements.map((element, i) => [i, convert(element, depth + 1)])) };
  if (node.kind === 'integer') return { kind: 'scalar', type: 'int', value: node.number };
  if (node.kind === 'float') return { kind: 'scalar', type: 'float', value: floatText(node.number) };
  if (node.kind === 'boolean') return { kind: 'scalar', type: 'bool', value: String(node.value) };
  return { kind: 'scalar', type: 'string', value: node.kind === 'string' ? node.value.toWellFormed() : node.datetime };
}

function floatText(written: string): string {
  if (written.endsWith('nan')) return 'NaN';
  return written.endsWith('inf') ? `${written.startsWith('-') ? '-' : ''}Infinity` : written;
}

function finished(draft: ScalarNode | Group): ValueNode {
  if (draft.kind === 'scalar') return draft;
  if (draft.kind === 'list') return { kind: 'list', elements: Array.from(draft.parts.values(), finished) };
  return { kind: 'map', entries: Array.from(draft.parts, ([key, part]) => [String(key).toWellFormed(), finished(part)] as const) };
}

function refused(reason: string): RegistryError {
  return new RegistryError('file.unreadable', `This is not usable TOML: ${reason}.`);
}
