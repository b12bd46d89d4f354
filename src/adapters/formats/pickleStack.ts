import { doubt, trust } from './headerDoubt.ts';
import type { PickleCall, PickleValue } from './pickleValue.ts';
import { textOf } from './pickleValue.ts';

const maxGlobalName = 512;
const maxImports = 10_000;

/** The stack, marks and memo of a symbolic unpickler. Every operation makes at most one value, and nothing is copied. */
export class PickleStack {
  readonly #values: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  readonly #watched: ReadonlySet<string>;
  readonly #imports: Set<string>;
  readonly #notes: Map<string, string>;

  /** Imported names go to `imports`; the first text put under each watched key of any dict goes to `notes`. */
  constructor(watched: ReadonlySet<string>, imports: Set<string>, notes: Map<string, string>) {
    this.#watched = watched;
    this.#imports = imports;
    this.#notes = notes;
  }

  push(value: PickleValue): void {
    this.#values.push(value);
  }

  pop(): PickleValue {
    trust(this.#values.length > (this.#marks.at(-1) ?? 0), 'the stack is empty');
    return this.#values.pop() ?? doubt('the stack is empty');
  }

  top(): PickleValue {
    return this.#values.at(-1) ?? doubt('the stack is empty');
  }

  mark(): void {
    this.#marks.push(this.#values.length);
  }

  popMark(): PickleValue[] {
    const mark = this.#marks.pop() ?? doubt('no mark');
    return this.#values.splice(mark);
  }

  /** POP also takes away a mark when nothing lies above it. */
  drop(): void {
    if (this.#marks.at(-1) === this.#values.length) this.#marks.pop();
    else this.pop();
  }

  put(index: number): void {
    this.#memo.set(index, this.top());
  }

  memoize(): void {
    this.put(this.#memo.size);
  }

  get(index: number): void {
    this.push(this.#memo.get(index) ?? doubt('nothing remembered'));
  }

  global(module: string, name: string): void {
    const full = `${module}.${name}`;
    trust(full.length <= maxGlobalName && this.#imports.size < maxImports, 'absurd imports');
    this.#imports.add(full);
    this.push({ kind: 'global', name: full });
  }

  call(callable: PickleValue, args: PickleValue): void {
    this.push({ kind: 'call', callable, args, entries: [], items: [], state: undefined });
  }

  append(values: readonly PickleValue[]): void {
    const target = this.top();
    trust(target.kind === 'sequence' || target.kind === 'call', 'not a list');
    for (const value of values) target.items.push(value);
  }

  setItems(flat: readonly PickleValue[]): void {
    const target = this.top();
    trust((target.kind === 'dict' || target.kind === 'call') && flat.length % 2 === 0, 'not a dict');
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const key = flat[i] ?? doubt('no key');
      const value = flat[i + 1] ?? doubt('no value');
      target.entries.push([key, value]);
      this.#note(textOf(key), textOf(value));
    }
  }

  /** Gives the object on top its state; returns it when it is one. */
  build(): PickleCall | undefined {
    const state = this.pop();
    const target = this.top();
    if (target.kind !== 'call') return undefined;
    target.state = state;
    return target;
  }

  #note(key: string | undefined, value: string | undefined): void {
    if (key === undefined || value === undefined || !this.#watched.has(key) || this.#notes.has(key)) return;
    this.#notes.set(key, value);
  }
}
