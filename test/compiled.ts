import { dirname, join } from 'node:path';

/**
 * Environment in which Node keeps what it has compiled: our programs, started thousands of times by the tests, then start in two thirds
 * of the time. Not for a process whose system calls are counted or made to fail.
 */
export const compiled = { NODE_COMPILE_CACHE: join(dirname(import.meta.dirname), '.cache', 'compiled') } as const;
