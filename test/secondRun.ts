import { runVitest, type FileCount } from './step.ts';

/** With more files failing than this, it is no accident. */
const MOST_FILES = 3;

/**
 * Runs test files that failed once more, and says which they were; what the second run found counts. For tests that drive a browser
 * and an editor only, where a machine that stands still for seconds can lose a click (VS Code's own smoke tests are retried, too).
 * A mistake fails twice.
 */
export function secondRun(config: string, first: readonly FileCount[], run = runVitest): readonly FileCount[] {
  const failed = first.filter((count) => count.failed > 0);
  const files = failed.map(({ file }) => file);
  if (failed.length === 0 || failed.length > MOST_FILES || files.includes(config)) return first;
  console.log(`a second run of ${files.join(', ')}`);
  const second = run(config, files);
  for (const { file } of second.filter((count) => count.failed === 0)) console.log(`! passed in the second run only: ${file}`);
  return [...first.filter((count) => count.failed === 0), ...second];
}
