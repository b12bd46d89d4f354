import { cpSync, globSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, NOON } from './captureContext.ts';

/** A copy of a folder under `test/fixtures/lineage`, every file written at {@link NOON}. */
export function copyFixture(name: string): string {
  const root = emptyFolder();
  cpSync(join(import.meta.dirname, '../../../fixtures/lineage', name), root, { recursive: true });
  setTimes(root, NOON);
  return root;
}

/** Sets the last write of everything in a folder, milliseconds since the epoch. */
export function setTimes(folder: string, time: number): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), time / 1000, time / 1000);
  }
}

/** Path of the model in the run folder of the `mlflow` fixture. */
export function mlflowModel(root: string): string {
  const found = globSync('mlruns/*/*/artifacts/model/model.bin', { cwd: root });
  return found[0] as string;
}
