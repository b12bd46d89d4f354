import { relative } from 'node:path';
import { oxlint, oxlintEnvironment } from './setup/lint.mjs';
import { type Count, root, runStep, sum } from './step.ts';

/** Types (the whole, then the core without any ambient type) and lint. */
export function check(): Count {
  const tsc = 'node_modules/typescript/bin/tsc';
  return sum([
    runStep('types', tsc, ['--noEmit', '-p', 'tsconfig.json']),
    runStep('types of the core, alone', tsc, ['--noEmit', '-p', 'test/house/tsconfig.core.json']),
    runStep('lint', relative(root, oxlint), ['-c', 'test/house/oxlint.json', '--deny-warnings', 'src', 'webview', 'test'], oxlintEnvironment),
  ]);
}

if (import.meta.main) process.exitCode = check().failed === 0 ? 0 : 1;
