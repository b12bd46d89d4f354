import type { ScalarType, ValueNode } from './valueNode.ts';

/** One value of a file under its dotted name. */
export interface FlatValue {
  readonly name: string;
  readonly type: ScalarType;
  readonly value: string;
}

/** What {@link flattenValues} found; `tooLong` names values (or names) that a record could not hold, `cut` tells that there were more than the bound. */
export interface FlatValues {
  readonly values: readonly FlatValue[];
  readonly tooLong: readonly string[];
  readonly cut: boolean;
}

/** As many values as a record holds. */
export const MAX_VALUES = 10_000;
const MAX_NAME = 1024;
const MAX_VALUE = 4096;

/**
 * Every scalar of a tree under its dotted name, lists by index (`val.acc`, `layers.0`), in the file's order; empty maps
 * and lists have nothing to tell. `prefix` stands before every name.
 */
export function flattenValues(node: ValueNode, prefix = ''): FlatValues {
  const values: FlatValue[] = [];
  const tooLong: string[] = [];
  let cut = false;
  const visit = (one: ValueNode, name: string): void => {
    if (values.length >= MAX_VALUES) {
      cut = true;
    } else if (one.kind === 'list') {
      for (let i = 0; i < one.elements.length && !cut; i++) visit(one.elements[i] as ValueNode, join(name, String(i)));
    } else if (one.kind === 'map') {
      for (const [key, child] of one.entries) if (!cut) visit(child, join(name, key));
    } else if (name.length > MAX_NAME || one.value.length > MAX_VALUE) {
      if (tooLong.length < 20) tooLong.push(name.slice(0, 100));
    } else {
      values.push({ name, type: one.type, value: one.value });
    }
  };
  visit(node, prefix);
  return { values, tooLong, cut };
}

function join(prefix: string, key: string): string {
  const part = key === '' ? '""' : key;
  return prefix === '' ? part : `${prefix}.${part}`;
}
