import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';

/** What happened since a position that concerns whose device this is. */
export async function listNews(registry: OpenRegistry, { since, all }: OperationParams<'listNews'>): Promise<OperationResult<'listNews'>> {
  const { events } = await registry.ledger.call('state', undefined);
  const news = since === undefined ? [] : await ask(registry, 'news', { since, all: all === true, declared: [...registry.config().models.keys()] });
  // Events may have come between the two questions: what was told of them is not told again.
  const { registry: id } = await registry.place();
  return { registry: id, position: Math.max(events - 1, ...news.map(({ position }) => position)), news };
}
