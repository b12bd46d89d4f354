import { parseJsonValue } from './parseJsonValue.ts';
import { protobufFields, textsIn } from './protobufFields.ts';
import type { ValueNode } from './valueNode.ts';
import { WandbLogProblem } from './wandbLogProblem.ts';

/** A value stays the JSON it came as until the end, since a summary changes with each step. */
type Draft = Map<string, Draft> | ValueNode | string;

const CHANGES = { update: 1, remove: 2 };
const CHANGE = { key: 1, nestedKey: 2, valueJson: 16 };
const MAX_DEPTH = 64;
const MAX_NAMES = 100_000;
/** A longer value is kept only as one that is too long to record. */
const MAX_JSON = 1_048_576;

/** Config or summary of a W&B run, as its log changes it. */
export class WandbChanges {
  readonly #root = new Map<string, Draft>();
  #names = 0;

  /**
   * Takes a `ConfigRecord` or `SummaryRecord`.
   * @throws RangeError, RegistryError file.unreadable for what is none
   */
  add(changes: Buffer): void {
    for (const { number, bytes } of protobufFields(changes)) {
      if (bytes === undefined || (number !== CHANGES.update && number !== CHANGES.remove)) continue;
      const change = protobufFields(bytes);
      const nested = textsIn(change, CHANGE.nestedKey);
      const way = nested.length > 0 ? nested : textsIn(change, CHANGE.key);
      this.#put(way, number === CHANGES.update ? (textsIn(change, CHANGE.valueJson)[0] ?? 'null') : undefined);
    }
  }

  /** What it came to. @throws RegistryError file.unreadable for a value that is no JSON */
  finished(): ValueNode {
    return nodeOf(this.#root);
  }

  #put(way: readonly string[], json: string | undefined): void {
    if (way.length === 0 || way.length > MAX_DEPTH) throw new RangeError('a change has no usable name');
    let at = this.#root;
    for (const name of way.slice(0, -1)) at = this.#step(at, name);
    const last = way.at(-1) as string;
    if (json === undefined) at.delete(last);
    else if (json.length > MAX_JSON) this.#set(at, last, { kind: 'scalar', type: 'string', value: json.slice(0, 10_000) });
    else this.#set(at, last, json);
  }

  #step(at: Map<string, Draft>, name: string): Map<string, Draft> {
    const found = at.get(name);
    if (found instanceof Map) return found;
    const node = found === undefined ? undefined : nodeOf(found);
    const opened = new Map<string, Draft>(node?.kind === 'map' ? node.entries : []);
    this.#set(at, name, opened);
    return opened;
  }

  #set(at: Map<string, Draft>, name: string, value: Draft): void {
    if (!at.has(name) && ++this.#names > MAX_NAMES) throw new WandbLogProblem('it holds too many values');
    at.set(name, value);
  }
}

function nodeOf(draft: Draft): ValueNode {
  if (typeof draft === 'string') return parseJsonValue(draft);
  return draft instanceof Map ? { kind: 'map', entries: Array.from(draft, ([name, value]) => [name, nodeOf(value)] as const) } : draft;
}
