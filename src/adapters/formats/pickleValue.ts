/** What a pickle would make, as symbols: nothing is imported, called or built. */
export type PickleValue = PickleAtom | PickleBytes | PickleSequence | PickleDict | PickleGlobal | PickleCall | PicklePersistent;

/** A number, text, truth value or None. */
export interface PickleAtom {
  readonly kind: 'atom';
  readonly value: string | number | bigint | boolean | null;
}

/** Bytes, or a text too long to keep, by their place in the file. */
export interface PickleBytes {
  readonly kind: 'bytes';
  readonly start: number;
  readonly end: number;
}

/** A tuple, list or set. */
export interface PickleSequence {
  readonly kind: 'sequence';
  readonly items: PickleValue[];
}

export interface PickleDict {
  readonly kind: 'dict';
  readonly entries: [key: PickleValue, value: PickleValue][];
}

/** A class or function that would be imported, `module.name`. */
export interface PickleGlobal {
  readonly kind: 'global';
  readonly name: string;
}

/** An object: what would be called with which arguments, and what would be put into it. */
export interface PickleCall {
  readonly kind: 'call';
  readonly callable: PickleValue;
  readonly args: PickleValue;
  readonly entries: [key: PickleValue, value: PickleValue][];
  readonly items: PickleValue[];
  state: PickleValue | undefined;
}

/** A reference to something outside the pickle, such as a torch storage. */
export interface PicklePersistent {
  readonly kind: 'persistent';
  readonly id: PickleValue;
}

/** The name of the class or function that `value` is a call of. */
export function calledName(value: PickleValue | undefined): string | undefined {
  return value?.kind === 'call' && value.callable.kind === 'global' ? value.callable.name : undefined;
}

/** The items of a tuple or list; none for anything else. */
export function itemsOf(value: PickleValue | undefined): readonly PickleValue[] {
  return value?.kind === 'sequence' ? value.items : [];
}

/** The text of a value that is a text. */
export function textOf(value: PickleValue | undefined): string | undefined {
  return value?.kind === 'atom' && typeof value.value === 'string' ? value.value : undefined;
}

/** The value of a value that is a count: a whole number from 0 on that a number holds exactly. */
export function countOf(value: PickleValue | undefined): number | undefined {
  const count = value?.kind === 'atom' ? value.value : undefined;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** The value under a text key of a dict. */
export function entryOf(value: PickleValue | undefined, key: string): PickleValue | undefined {
  return value?.kind === 'dict' ? value.entries.find(([name]) => textOf(name) === key)?.[1] : undefined;
}
