/** What one value of a settings or results file is. */
export type ScalarType = 'int' | 'float' | 'bool' | 'string' | 'null';

/** A value as it was written; strings without their quotes. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  readonly value: string;
}

/** The content of a JSON, YAML or TOML file, as far as params and metrics need it. Keys of a map are unique only in JSON and TOML. */
export type ValueNode =
  | ScalarNode
  | { readonly kind: 'list'; readonly elements: readonly ValueNode[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, ValueNode])[] };

/** The value under `key` of a map, or undefined. */
export function childOf(node: ValueNode | undefined, key: string): ValueNode | undefined {
  if (node?.kind === 'list') return /^\d{1,9}$/.test(key) ? node.elements[Number(key)] : undefined;
  return node?.kind === 'map' ? node.entries.find(([name]) => name === key)?.[1] : undefined;
}

/** The text of the string under `key`, or undefined when there is no string. */
export function textOf(node: ValueNode | undefined, key: string): string | undefined {
  const child = childOf(node, key);
  return child?.kind === 'scalar' && child.type === 'string' ? child.value : undefined;
}

/** The written form of any scalar except null under `key`. */
export function scalarOf(node: ValueNode | undefined, key: string): string | undefined {
  const child = childOf(node, key);
  return child?.kind === 'scalar' && child.type !== 'null' ? child.value : undefined;
}

/** The value under a dotted key. Keys that hold dots themselves are found too: the longest key wins. */
export function descend(node: ValueNode, dotted: string): ValueNode | undefined {
  if (dotted === '') return node;
  for (let end = dotted.length; end > 0; end = dotted.lastIndexOf('.', end - 1)) {
    const child = childOf(node, dotted.slice(0, end));
    const found = child === undefined ? undefined : descend(child, dotted.slice(end + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
