import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { defineConfig } from 'vitest/config';

/** All tests but those that drive the editor. */
export default defineConfig({
  root: dirname(import.meta.dirname),
  define: { MODELKEEP_FAILPOINTS: 'true' },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/editor/**', 'test/fixtures/**'],
    globalSetup: ['test/ownHome.ts'],
    setupFiles: ['test/seed.ts'],
    pool: 'forks',
    maxWorkers: availableParallelism(), // one less when it is not said, which on two cores is half
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
