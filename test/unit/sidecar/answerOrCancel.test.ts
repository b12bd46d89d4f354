import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RegistryError } from '../../../src/core/errors.ts';
import { answerOrCancel, type LateOutcome } from '../../../src/sidecar/answerOrCancel.ts';

interface Run {
  readonly outcome: Promise<unknown>;
  readonly late: LateOutcome[];
  readonly stop: AbortController;
}

function start(work: (signal: AbortSignal) => Promise<unknown>, graceMs = 30): Run {
  const stop = new AbortController();
  const late: LateOutcome[] = [];
  const outcome = answerOrCancel(work, { signal: stop.signal, graceMs, onLate: (one) => late.push(one) }).catch((error: unknown) => error);
  return { outcome, late, stop };
}

describe('answerOrCancel', () => {
  it('hands on what work comes to, good or bad', async () => {
    expect(await start(async () => 7).outcome).toBe(7);
    const refusal = new RegistryError('store.full', 'Full.');
    expect(
      await start(async () => {
        throw refusal;
      }).outcome,
    ).toBe(refusal);
  });

  it('is cancelled by work that stops with an error of its own making', async () => {
    const run = start(async (signal) => {
      await sleep(10_000, undefined, { signal });
    });
    run.stop.abort();
    expect(await run.outcome).toMatchObject({ code: 'cancelled' });
    expect(run.late).toEqual([]);
  });

  it('tells the truth of work that was done within the grace', async () => {
    const run = start(() => sleep(10, 'committed'), 1000);
    run.stop.abort();
    expect(await run.outcome).toBe('committed');
  });

  it('leaves work behind that does not stop, and hears of its end', async () => {
    const ends: [() => Promise<unknown>, LateOutcome['state']][] = [
      [() => sleep(150, 'done'), 'done'],
      [
        async () => {
          await sleep(150);
          throw new Error('late');
        },
        'stopped',
      ],
    ];
    for (const [work, state] of ends) {
      const run = start(work);
      run.stop.abort();
      expect(await run.outcome).toMatchObject({ code: 'cancelled' });
      expect(run.late).toEqual([]);
      await expect.poll(() => run.late.map((one) => one.state)).toEqual([state]);
    }
  });

  it('does not begin work that is cancelled already', async () => {
    let begun = false;
    const outcome = answerOrCancel(
      async () => {
        begun = true;
      },
      { signal: AbortSignal.abort(), graceMs: 10, onLate: () => undefined },
    );
    await expect(outcome).rejects.toMatchObject({ code: 'cancelled' });
    expect(begun).toBe(false);
  });
});
