import type { Change, MovableRows, VersionKey } from '../../core/model/rows.ts';
import type { CatalogueView } from '../../core/ports/catalogueView.ts';

/** A view that remembers, and is told of each change. */
export interface RememberingView {
  readonly view: CatalogueView;
  /** To be called with each change, before the next question. */
  changed(change: Change): void;
}

/** Answers to one question that are kept at a time. */
const MOST = 10_000;

/**
 * A view for folding many segments in one transaction, while nobody else writes: what nearly every event asks again is
 * answered from memory until a row changes it. All other questions go to the database.
 */
export function rememberingView(database: CatalogueView): RememberingView {
  const device = new Answers(database.device);
  const member = new Answers(database.member);
  const memberOf = new Answers(database.memberOf);
  const policy = new Answers(database.policy);
  const model = new Answers(database.model);
  const branch = new Answers(database.branch);
  const withdrawn = new Answers(database.isWithdrawn);
  const versionCount = new Answers(database.versionCount);
  const versionKey = new Answers(database.versionKey);
  const forget: { readonly [T in keyof MovableRows | 'model']?: Answers<never, unknown> } = { device, member, policy, model, branch, versionState: withdrawn };
  return {
    view: {
      ...database,
      device: (id) => device.answer(id, id),
      member: (id) => member.answer(id, id),
      memberOf: (of) => memberOf.answer(of, of),
      policy: () => policy.answer(''),
      model: (name) => model.answer(name, name),
      branch: (of, name) => branch.answer(`${of}/${name}`, of, name),
      isWithdrawn: (id) => withdrawn.answer(id, id),
      versionCount: (of) => versionCount.answer(of, of),
      versionKey: (id) => versionKey.answer(id, id),
    },
    changed: (change) => {
      const table = 'end' in change ? change.end : change.table;
      if (table === 'device') memberOf.forget();
      if (table in forget) forget[table as keyof typeof forget]?.forget();
      if ('end' in change || change.table !== 'version') return;
      const { id, model: of, number, position } = change.row;
      versionKey.keep(id, { model: of, number, position } satisfies VersionKey);
      versionCount.keep(of, number);
    },
  };
}

class Answers<A extends readonly string[], T> {
  readonly #ask: (...args: A) => T;
  readonly #known = new Map<string, T>();

  constructor(ask: (...args: A) => T) {
    this.#ask = ask;
  }

  /** @param key tells these arguments from others */
  answer(key: string, ...args: A): T {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    return this.keep(key, this.#ask(...args));
  }

  keep(key: string, answer: T): T {
    if (this.#known.size >= MOST) this.#known.clear();
    // What is not there yet is asked again: it is about to be written.
    if (answer !== undefined) this.#known.set(key, answer);
    return answer;
  }

  forget(): void {
    this.#known.clear();
  }
}
