import { check } from './check.ts';
import { secondRun } from './secondRun.ts';
import { runStep, runVitest, sum } from './step.ts';

// Everything, in the order in which it is cheapest to learn of a mistake. The last line is the verdict.
const withoutEditor = process.argv.includes('--no-editor');
const built = runStep('build', 'esbuild.mjs', []);
const counts = [built, check(), ...runVitest('test/vitest.config.ts')];
const editor = 'test/editor/vitest.config.ts';
if (!withoutEditor) counts.push(...secondRun(editor, runVitest(editor)));
const { passed, failed } = sum(counts);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
