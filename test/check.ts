import { type Count, runStep, sum } from './step.ts';

/** Types (the whole, then the core without any ambient type) and lint. */
export function check(): Count {
  const tsc = 'node_modules/typescript/bin/tsc';
  return sum([
    runStep('types', tsc, ['--noEmit', '-p', 'tsconfig.json']),
    runStep('types of the core, alone', tsc, ['--noEmit', '-p', 'test/house/tsconfig.core.json']),
    runStep('lint', 'node_modules/oxlint/bin/oxlint', ['-c', 'test/house/oxlint.json', '--deny-warnings', 'src', 'webview', 'test']),
  ]);
}

if (import.meta.main) process.exitCode = check().failed === 0 ? 0 : 1;
