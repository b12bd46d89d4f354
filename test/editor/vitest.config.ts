import { dirname } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that drive the real editor, one after the other: each has a server, an extension host and a browser of its own. */
export default defineConfig({
  root: dirname(dirname(import.meta.dirname)),
  test: {
    include: ['test/editor/**/*.e2e.ts'],
    globalSetup: ['test/ownHome.ts', 'test/freshBuild.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
