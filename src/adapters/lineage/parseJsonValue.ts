import { parseStrictJson, type JsonNode } from '../../core/text/strictJson.ts';
import type { ScalarNode, ValueNode } from './valueNode.ts';

const MAX_BYTES = 16 * 1_048_576;

/**
 * Reads JSON as Python writes it (`NaN`, `Infinity` allowed).
 * @throws RegistryError file.unreadable, with a sentence
 */
export function parseJsonValue(text: string): ValueNode {
  return convert(parseStrictJson(text, { maxDepth: 64, maxBytes: MAX_BYTES, nonFinite: true }));
}

function convert(node: JsonNode): ValueNode {
  if (node.kind === 'array') return { kind: 'list', elements: node.elements.map(convert) };
  if (node.kind === 'object') return { kind: 'map', entries: Array.from(node.members, ([key, value]) => [key, convert(value)] as const) };
  return scalar(node);
}

function scalar(node: Exclude<JsonNode, { kind: 'array' | 'object' }>): ScalarNode {
  if (node.kind === 'null') return { kind: 'scalar', type: 'null', value: 'null' };
  if (node.kind === 'bool') return { kind: 'scalar', type: 'bool', value: String(node.value) };
  if (node.kind === 'string') return { kind: 'scalar', type: 'string', value: node.value };
  return { kind: 'scalar', type: /^-?\d+$/.test(node.text) ? 'int' : 'float', value: node.text };
}
