import { beforeEach, onTestFailed } from 'vitest';
import type { Workbench } from './workbench.ts';

/** Takes a picture of the window whenever a test of the file fails, into the folder of screenshots. */
export function pictureOnFailure(window: () => Workbench | undefined): void {
  beforeEach(({ task }) => {
    onTestFailed(async () => {
      await window()?.screenshot(`failed ${task.name}`.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 80)).catch(() => undefined);
    });
  });
}
