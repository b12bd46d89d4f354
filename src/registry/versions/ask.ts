import type { Question, QuestionAnswer, QuestionName } from '../../core/operations/questions.ts';
import { authorName } from '../commit/author.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/** Asks the rules something as the member whose device this is; writes nothing. */
export async function ask<N extends QuestionName>(registry: OpenRegistry, name: N, question: Question<N>): Promise<QuestionAnswer<N>> {
  const author = await authorName(registry.project.root, false, registry.options.env);
  return (await registry.ledger.call('ask', { name, question, author })) as QuestionAnswer<N>;
}
