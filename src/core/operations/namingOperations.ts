import type { At } from './operations.ts';
import type { WrittenEvent } from './decision.ts';

/** Asks what would be written, and writes nothing. */
export interface Dry {
  readonly dryRun?: boolean;
}

/** What an operation wrote, in one batch; in a dry run, what it would write. No event: there was nothing to do. */
export interface Changed {
  readonly dryRun: boolean;
  readonly events: readonly WrittenEvent[];
}

/** Operations that name, label and describe versions and models. */
export interface NamingOperations {
  setTag: [At & Dry & { readonly ref: string; readonly tag?: string; readonly bump?: 'major' | 'minor' | 'patch' }, Changed & { readonly ref: string; readonly tag: string }];
}
