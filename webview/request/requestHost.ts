import type { FromRequestPage } from '../../src/rpc/requestMessages.ts';

/** The page's surroundings. */
export interface RequestHost {
  /** What was typed and not sent yet. */
  draft(): string;
  keep(draft: string): void;
  post(message: FromRequestPage): void;
}
