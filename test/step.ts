import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Folder of the checkout. */
export const root = dirname(import.meta.dirname);

/** What a step found. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Runs one program of the checkout on this Node; it counts as one test. */
export function runStep(name: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Count {
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, [join(root, program), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Of vitest's JSON report, what counts. */
interface Report {
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** What vitest found in one file. */
export interface FileCount extends Count {
  readonly file: string;
}

/** Runs the tests of one vitest configuration, or some files of it. A file that fails outside its tests (it does not load, its set-up throws) counts as one. */
export function runVitest(config: string, more: readonly string[] = []): readonly FileCount[] {
  const report = join(root, '.cache', `report-${process.pid}.json`);
  const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...more];
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], { cwd: root, stdio: 'inherit' });
  try {
    const found = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const counts = found.testResults.map(({ name, status: ended, assertionResults }) => {
      const count = (wanted: string): number => assertionResults.filter((test) => test.status === wanted).length;
      const failed = count('failed');
      return { file: relative(root, name), passed: count('passed'), failed: ended === 'failed' ? Math.max(1, failed) : failed };
    });
    // An unhandled error outside any test ends vitest with an error and no failed test.
    return sum(counts).failed === 0 && status !== 0 ? [...counts, { file: config, passed: 0, failed: 1 }] : counts;
  } catch {
    return [{ file: config, passed: 0, failed: 1 }];
  } finally {
    rmSync(report, { force: true });
  }
}

export function sum(counts: readonly Count[]): Count {
  return counts.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), { passed: 0, failed: 0 });
}
