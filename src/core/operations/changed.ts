import type { WrittenEvent } from './decision.ts';

/** What an operation wrote, in one batch; in a dry run, what it would write. No event: there was nothing to do. */
export interface Changed {
  readonly dryRun: boolean;
  readonly events: readonly WrittenEvent[];
}
