import { flow, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** What a write did, in one line: whom it is about, what was done or would be, and the words that follow. */
export function changeText({ dryRun, events }: { readonly dryRun: boolean; readonly events: readonly unknown[] }, subject: string, done: string, words: readonly string[], facts: Facts): string {
  const outcome = events.length === 0 ? look('dim', 'was so already, nothing was written') : dryRun ? look('warn', `dry run: would be ${done}`) : look('good', done);
  return flow([[look('strong', subject)], [outcome], ...words.filter((word) => word !== '').map((word) => [word])], facts);
}
