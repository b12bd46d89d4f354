import type { Decide } from './decision.ts';
import { decideSetTag } from './setTag.ts';

/** Every decision that an operation may ask the ledger for, by the name of the operation. */
export const DECISIONS = {
  setTag: decideSetTag,
} satisfies Readonly<Record<string, Decide<never>>>;

export type DecisionName = keyof typeof DECISIONS;
export type DecisionCommand<N extends DecisionName> = Parameters<(typeof DECISIONS)[N]>[1];
