import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEDGER_TABLES, MOVABLE_TABLES } from '../../../../src/adapters/sqlite/schema.ts';
import { dump, outcomes, refolded } from '../../../fakes/history/agreement.ts';
import { History } from '../../../fakes/history/history.ts';
import { JUDGED } from '../../../fakes/history/naiveJudge.ts';
import { POLICY, randomStep, tryStep, type RandomStep } from '../../../fakes/history/randomStep.ts';

/** Random histories to try; `FC_RUNS` for more. */
const RUNS = Number(process.env['FC_RUNS'] ?? 30);

/** Tells what happened in the shortest history that fails, and not the steps. */
function holds(property: (steps: readonly RandomStep[]) => void, numRuns = RUNS): void {
  fc.assert(fc.property(fc.array(randomStep, { minLength: 1, maxLength: 160, size: 'max' }), property), {
    numRuns,
    // The tale of the first failure is short enough to read, and to shorten it takes minutes.
    endOnFailure: true,
    reporter: ({ failed, seed, numRuns: runs, errorInstance }) => {
      if (failed) throw new Error(`FC_SEED=${seed} after ${runs} histories`, { cause: errorInstance });
    },
  });
}

/** A registry in which something can happen: three versions and a policy. */
function opening(steps: readonly RandomStep[]): readonly RandomStep[] {
  const [first] = steps as readonly [RandomStep, ...RandomStep[]];
  const committed = steps.slice(0, 3).map((step, i): RandomStep => ({ ...step, what: 0, kind: 0, who: i === 2 ? 'rita' : 'cleo', model: 'a', branch: 'main', content: (['1', '2', '3'] as const)[i] ?? '4', f1: i === 0 ? '0.95' : step.f1, honest: true, flag: false }));
  return [...committed, { ...first, what: 0, kind: POLICY, who: 'ana', honest: true }, ...steps];
}

function history(steps: readonly RandomStep[]): History {
  const made = new History();
  for (const step of opening(steps)) {
    tryStep(made, step);
    if (made.surprises.length > 0) throw new Error([...made.surprises, ...made.tale].join('\n'));
  }
  return made;
}

describe('a history of commands and of events made by hand', () => {
  it('never puts a version where the rules in force at that position did not allow it, nor decides what the fold rejects', () => {
    const effects = new Map<string, number>();
    holds((steps) => {
      const made = history(steps);
      const [program, naive] = outcomes(made);
      expect(program, made.tale.join('\n')).toEqual(naive);
      for (const [type, n] of made.effects) effects.set(type, (effects.get(type) ?? 0) + n);
      made.ledger.catalogue.close();
    });
    if (process.env['FC_SHOW'] !== undefined) console.log(effects);
    for (const type of JUDGED) expect(effects.get(type), type).toBeGreaterThan(0);
  });

  it('gives the same rows when its segments are folded again, all at once, on either driver', () => {
    holds((steps) => {
      const { ledger } = history(steps);
      const rows = dump(ledger.catalogue);
      for (const driver of ['better-sqlite3', 'node:sqlite'] as const) expect(refolded(ledger, driver)).toEqual(rows);
      ledger.catalogue.close();
    }, Math.ceil(RUNS / 4));
  });

  it('changes nothing by an event that is rejected, but that it is told', () => {
    let told = 0;
    const tables = [...LEDGER_TABLES, ...MOVABLE_TABLES].filter((table) => table !== 'event' && table !== 'segment');
    holds((steps) => {
      const made = history(steps.slice(0, 30));
      const before = dump(made.ledger.catalogue, tables);
      for (const step of steps.slice(30, 50)) {
        const { size } = made.ledger.head.frontier;
        const effects = [...made.effects.values()].reduce((sum, n) => sum + n, 0);
        tryStep(made, { ...step, what: 99 });
        if (effects !== [...made.effects.values()].reduce((sum, n) => sum + n, 0)) return;
        expect(dump(made.ledger.catalogue, tables)).toEqual(before);
        expect(made.ledger.catalogue.reader.event(size)?.rejected).toBeTypeOf('string');
        told += 1;
      }
    }, Math.ceil(RUNS / 2));
    expect(told).toBeGreaterThan(10);
  });
});
