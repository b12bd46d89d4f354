import type { ByteCursor } from './byteCursor.ts';
import { doubt, trust } from './headerDoubt.ts';
import type { PickleStack } from './pickleStack.ts';
import type { PickleValue } from './pickleValue.ts';
import { textOf } from './pickleValue.ts';

/** How an opcode with a counted argument is read: bytes of its length, and what the argument is. */
export interface CountedOpcode {
  readonly width: 1 | 4 | 8;
  readonly holds: 'text' | 'bytes' | 'integer';
}

const newestProtocol = 5;
const code = (letter: string): number => letter.charCodeAt(0);
const atom = (value: number | boolean | null): PickleValue => ({ kind: 'atom', value });
const sequence = (items: PickleValue[]): PickleValue => ({ kind: 'sequence', items });

/** Opcodes whose argument is a length and that many bytes. */
export const countedOpcodes: ReadonlyMap<number, CountedOpcode> = new Map([
  [code('T'), { width: 4, holds: 'text' }],
  [code('U'), { width: 1, holds: 'text' }],
  [code('X'), { width: 4, holds: 'text' }],
  [0x8c, { width: 1, holds: 'text' }],
  [0x8d, { width: 8, holds: 'text' }],
  [code('B'), { width: 4, holds: 'bytes' }],
  [code('C'), { width: 1, holds: 'bytes' }],
  [0x8e, { width: 8, holds: 'bytes' }],
  [0x96, { width: 8, holds: 'bytes' }],
  [0x8a, { width: 1, holds: 'integer' }],
  [0x8b, { width: 4, holds: 'integer' }],
] as const);

/** Opcodes whose arguments are lines, with how many. */
export const lineOpcodes: ReadonlyMap<number, 1 | 2> = new Map([
  ...[...'ILFSVPgp'].map((letter) => [code(letter), 1] as const),
  ...[...'ci'].map((letter) => [code(letter), 2] as const),
]);

/** Runs an opcode whose arguments are lines. */
export function runLineOpcode(opcode: number, [first, second]: readonly [string, string], stack: PickleStack): void {
  switch (String.fromCharCode(opcode)) {
    case 'I':
      return stack.push(first === '00' || first === '01' ? atom(first === '01') : atom(Number(first)));
    case 'L':
      return stack.push(atom(Number(first.replace(/L$/, ''))));
    case 'F':
      return stack.push(atom(Number(first)));
    case 'S':
      return stack.push({ kind: 'atom', value: first.slice(1, -1) });
    case 'V':
      return stack.push({ kind: 'atom', value: first });
    case 'P':
      return stack.push({ kind: 'persistent', id: { kind: 'atom', value: first } });
    case 'g':
      return stack.get(Number(first));
    case 'p':
      return stack.put(Number(first));
    case 'c':
      return stack.global(first, second);
    case 'i': {
      const args = stack.popMark();
      stack.global(first, second);
      return stack.call(stack.pop(), sequence(args));
    }
  }
}

type Step = (stack: PickleStack, cursor: ByteCursor) => void;

const twice = (run: (stack: PickleStack, lower: PickleValue, upper: PickleValue) => void): Step => (stack) => {
  const upper = stack.pop();
  run(stack, stack.pop(), upper);
};

const tuple = (length: number): Step => (stack) => {
  const items: PickleValue[] = [];
  while (items.length < length) items.unshift(stack.pop());
  stack.push(sequence(items));
};

const fromMark: Step = (stack) => stack.push(sequence(stack.popMark()));
const emptySequence: Step = (stack) => stack.push(sequence([]));

function stackGlobal(stack: PickleStack, module: PickleValue, name: PickleValue): void {
  stack.global(textOf(module) ?? doubt('a module without a name'), textOf(name) ?? doubt('a global without a name'));
}

function dictFromMark(stack: PickleStack): void {
  const flat = stack.popMark();
  stack.push({ kind: 'dict', entries: [] });
  stack.setItems(flat);
}

function objectFromMark(stack: PickleStack): void {
  const [callable, ...args] = stack.popMark();
  stack.call(callable ?? doubt('no class'), sequence(args));
}

function setItem(stack: PickleStack): void {
  const value = stack.pop();
  stack.setItems([stack.pop(), value]);
}

function newObjectWithKeywords(stack: PickleStack): void {
  const keywords = stack.pop();
  const args = stack.pop();
  stack.call(stack.pop(), sequence([args, keywords]));
}

/** All other opcodes but STOP and BUILD, which the machine runs itself; their arguments have a fixed width. */
export const fixedOpcodes: ReadonlyMap<number, Step> = new Map<number, Step>([
  [0x80, (_, cursor) => trust(cursor.u8() <= newestProtocol, 'a protocol that is not known')],
  [0x95, (_, cursor) => cursor.skip(8)],
  [code('('), (stack) => stack.mark()],
  [code('0'), (stack) => stack.drop()],
  [code('1'), (stack) => void stack.popMark()],
  [code('2'), (stack) => stack.push(stack.top())],
  [code('N'), (stack) => stack.push(atom(null))],
  [0x88, (stack) => stack.push(atom(true))],
  [0x89, (stack) => stack.push(atom(false))],
  [code('J'), (stack, cursor) => stack.push(atom(cursor.i32()))],
  [code('K'), (stack, cursor) => stack.push(atom(cursor.u8()))],
  [code('M'), (stack, cursor) => stack.push(atom(cursor.u16()))],
  [code('G'), (stack, cursor) => stack.push(atom(cursor.f64(false)))],
  [code(']'), emptySequence],
  [code(')'), emptySequence],
  [0x8f, emptySequence],
  [code('l'), fromMark],
  [code('t'), fromMark],
  [0x91, fromMark],
  [0x85, tuple(1)],
  [0x86, tuple(2)],
  [0x87, tuple(3)],
  [code('a'), (stack) => stack.append([stack.pop()])],
  [code('e'), (stack) => stack.append(stack.popMark())],
  [0x90, (stack) => stack.append(stack.popMark())],
  [code('}'), (stack) => stack.push({ kind: 'dict', entries: [] })],
  [code('d'), dictFromMark],
  [code('s'), setItem],
  [code('u'), (stack) => stack.setItems(stack.popMark())],
  [0x93, twice(stackGlobal)],
  [code('o'), objectFromMark],
  [0x81, twice((stack, callable, args) => stack.call(callable, args))],
  [0x92, newObjectWithKeywords],
  [code('R'), twice((stack, callable, args) => stack.call(callable, args))],
  [code('Q'), (stack) => stack.push({ kind: 'persistent', id: stack.pop() })],
  [0x82, (stack, cursor) => stack.global('copyreg.extension', String(cursor.u8()))],
  [0x83, (stack, cursor) => stack.global('copyreg.extension', String(cursor.u16()))],
  [0x84, (stack, cursor) => stack.global('copyreg.extension', String(cursor.u32()))],
  [code('h'), (stack, cursor) => stack.get(cursor.u8())],
  [code('j'), (stack, cursor) => stack.get(cursor.u32())],
  [code('q'), (stack, cursor) => stack.put(cursor.u8())],
  [code('r'), (stack, cursor) => stack.put(cursor.u32())],
  [0x94, (stack) => stack.memoize()],
]);
