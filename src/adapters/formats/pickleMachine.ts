import type { ByteCursor } from './byteCursor.ts';
import { doubt, trust } from './headerDoubt.ts';
import type { CountedOpcode } from './pickleOpcodes.ts';
import { countedOpcodes, fixedOpcodes, lineOpcodes, runLineOpcode } from './pickleOpcodes.ts';
import { PickleStack } from './pickleStack.ts';
import type { PickleCall, PickleValue } from './pickleValue.ts';
import { lenientText } from './utf8Text.ts';

const maxOpcodes = 1_000_000;
const maxText = 4096;
const maxLine = 4096;
const maxTextTotal = 16 * 1024 * 1024;
const longestFixed = 16;
const stop = 0x2e;
const build = 0x62;

/** What a {@link PickleMachine} pays attention to. */
export interface PickleHooks {
  /** Keys whose text value is wanted, wherever it appears. */
  readonly watched?: readonly string[];
  /** Called for an object that got its state, before the next opcode: joblib puts raw arrays between opcodes. */
  readonly onBuild?: (object: PickleCall, cursor: ByteCursor) => Promise<void>;
}

/**
 * A symbolic unpickler: it follows the opcodes (protocols 0 to 5) and notes what would be imported, called and built, but
 * knows no class and calls nothing. Bounded to a million opcodes for all pickles it reads; long texts and bytes are
 * stepped over. Throws when a pickle is malformed; what was noted until then stays in `imports` and `notes`.
 */
export class PickleMachine {
  readonly #hooks: PickleHooks;
  readonly #watched: ReadonlySet<string>;
  #opcodes = 0;
  #textLeft = maxTextTotal;
  readonly imports = new Set<string>();
  readonly notes = new Map<string, string>();
  /** Places of long runs of bytes, in the order of the file: where chunking may cut. */
  readonly longBytes: { readonly start: number; readonly end: number }[] = [];

  constructor(hooks: PickleHooks = {}) {
    this.#hooks = hooks;
    this.#watched = new Set(hooks.watched);
  }

  /** Reads one pickle from the cursor, up to and with its STOP. */
  async run(cursor: ByteCursor): Promise<PickleValue> {
    const stack = new PickleStack(this.#watched, this.imports, this.notes);
    for (;;) {
      trust(++this.#opcodes <= maxOpcodes, 'too many opcodes');
      if (!cursor.has(longestFixed)) await cursor.loadUpTo(longestFixed);
      const opcode = cursor.u8();
      if (opcode === stop) return stack.pop();
      if (opcode === build) {
        const object = stack.build();
        if (object !== undefined) await this.#hooks.onBuild?.(object, cursor);
        continue;
      }
      const step = fixedOpcodes.get(opcode);
      if (step !== undefined) step(stack, cursor);
      else await this.#runLong(opcode, stack, cursor);
    }
  }

  async #runLong(opcode: number, stack: PickleStack, cursor: ByteCursor): Promise<void> {
    const counted = countedOpcodes.get(opcode);
    if (counted !== undefined) {
      stack.push(await this.#readCounted(counted, cursor));
      return;
    }
    const lines = lineOpcodes.get(opcode) ?? doubt('an unknown opcode');
    const first = await this.#readLine(cursor);
    runLineOpcode(opcode, [first, lines === 2 ? await this.#readLine(cursor) : ''], stack);
  }

  async #readCounted({ width, holds }: CountedOpcode, cursor: ByteCursor): Promise<PickleValue> {
    const length = width === 1 ? cursor.u8() : width === 4 ? cursor.u32() : cursor.count();
    const start = cursor.at;
    if (holds === 'bytes' || length > maxText) {
      cursor.skip(length);
      if (length > maxText) this.longBytes.push({ start, end: cursor.at });
      return { kind: 'bytes', start, end: cursor.at };
    }
    if (!cursor.has(length)) await cursor.load(length);
    const bytes = cursor.take(length);
    if (holds === 'integer') return { kind: 'atom', value: integer(bytes) };
    return { kind: 'atom', value: this.#text(bytes) };
  }

  async #readLine(cursor: ByteCursor): Promise<string> {
    const end = await cursor.lineEnd(maxLine);
    const line = this.#text(cursor.take(end - cursor.at));
    cursor.skip(1);
    return line;
  }

  #text(bytes: Uint8Array): string {
    this.#textLeft -= bytes.length;
    trust(this.#textLeft >= 0, 'too much text');
    return lenientText(bytes);
  }
}

/** A little-endian two's complement number, as a number where one holds it exactly; absurdly long ones become null. */
function integer(bytes: Uint8Array): number | bigint | null {
  if (bytes.length > 32) return null;
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  const signed = BigInt.asIntN(bytes.length * 8, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}
