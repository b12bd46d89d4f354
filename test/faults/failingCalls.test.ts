import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leftOut } from './leftOut.ts';
import { noise, safetensors } from './modelBytes.ts';
import { requireBuild, Scenario } from './scenario.ts';
import { twoAtOnce } from './twoAtOnce.ts';

const scenarios: Scenario[] = [];
beforeAll(requireBuild);
afterAll(() => scenarios.forEach((scenario) => scenario.remove()));

async function newRegistry(): Promise<Scenario> {
  const scenario = new Scenario();
  scenarios.push(scenario);
  await scenario.ok(['init']);
  return scenario;
}

/** System calls that fail, how, and what a commit may then say. strace counts them in each thread. */
const FAILURES = [
  { calls: 'fsync,fdatasync', error: 'EIO', codes: ['store.failed'] },
  { calls: 'pwrite64', error: 'ENOSPC', codes: ['store.full', 'store.failed'] },
  { calls: 'pwrite64', error: 'EIO', codes: ['store.failed'] },
  { calls: 'rename', error: 'EIO', codes: ['store.failed', 'registry.readOnly'] },
  { calls: 'link,linkat', error: 'EIO', codes: ['store.failed'] },
] as const;
const MOST = 5;

describe('the n-th system call that fails', () => {
  test.each(FAILURES)('$calls with $error: never half a version, never a false success', async ({ calls, error, codes }) => {
    const works = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}:when=65535`, 'true']).status === 0;
    if (!works) return leftOut(`${calls} failing with ${error}`, 'strace cannot inject faults here');
    let failed = 0;
    await twoAtOnce([0, 1].map((half) => async () => {
      const scenario = await newRegistry();
      let number = 0;
      for (let n = 1 + half; n <= MOST; n += 2) {
        number += 1;
        scenario.write('model/m.safetensors', safetensors({ shared: noise(1_000_000, 1), own: noise(200_000, number + 1) }));
        scenario.write('model/c.json', JSON.stringify({ number }));
        const under = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}:when=${n}`];
        const ending = await scenario.run(['commit', 'model', '--model', 'fraud'], { under });
        if (ending.code !== 0) {
          failed += 1;
          expect([n, ending.code, ending.error]).toEqual([n, 4, expect.stringMatching(new RegExp(codes.join('|').replaceAll('.', '\\.')))]);
        } else expect([n, ending.json.number]).toEqual([n, number]);
        expect([n, await scenario.ok(['verify', '--read-data'])]).toMatchObject([n, { ok: true, findings: [] }]);
        expect([n, (await scenario.ok(['commit', 'model', '--model', 'fraud'])).number]).toEqual([n, number]);
      }
      expect((await scenario.ok(['log'])).versions).toHaveLength(number);
    }));
    expect(failed).toBeGreaterThan(0);
  }, 120_000);
});

describe('a power cut', () => {
  test('that tears the database or its journal at any place is healed from the log', async () => {
    const scenario = await newRegistry();
    for (let number = 1; number <= 3; number++) {
      scenario.write('m.bin', noise(10_000, number));
      await scenario.run(['commit', 'm.bin', '--model', 'fraud'], number === 3 ? { env: { MODELKEEP_FAILPOINT: 'ledger.afterPut:1:kill' } } : {});
    }
    const { database } = await scenario.ok(['where']);
    const { root } = await scenario.ok(['verify']);
    const log = await scenario.ok(['log']);
    // A process that is killed leaves its journal; one that ends does not.
    await scenario.run(['evaluate', 'fraud', '--metrics', scenario.write('x.json', '{"a":1}')], { env: { MODELKEEP_FAILPOINT: 'ledger.afterPut:1:kill' } });
    const files = [database, `${database}-wal`].filter((file) => existsSync(file)).map((file) => ({ file, bytes: readFileSync(file) }));
    expect(log.versions).toHaveLength(3);
    for (const { file, bytes } of files) {
      for (const share of [0, 0.1, 0.5, 0.9, 0.999]) {
        for (const one of files) writeFileSync(one.file, one.bytes);
        truncateSync(file, Math.floor(bytes.length * share));
        expect([share, await scenario.ok(['log'])]).toEqual([share, log]);
      }
      for (const one of files) writeFileSync(one.file, one.bytes);
      const middle = Math.floor(statSync(file).size / 2);
      writeFileSync(file, Buffer.concat([bytes.subarray(0, middle), Buffer.alloc(Math.min(4096, bytes.length - middle)), bytes.subarray(middle + 4096)]));
      expect((await scenario.ok(['log'])).versions).toHaveLength(3);
    }
    await scenario.ok(['rebuild']);
    const report = await scenario.ok(['verify', '--read-data']);
    expect([report.ok, report.root === root]).toEqual([true, false]);
  }, 60_000);
});
