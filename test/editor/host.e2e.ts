import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHostSuite } from './harness/runHostSuite.ts';

it('passes its suite inside the extension host', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelkeep-host-'));
  try {
    const { exitCode, log } = await runHostSuite(folder);
    expect(exitCode, log).toBe(0);
    expect(log).toMatch(/\d+ passing/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
