import type { Decided } from '../../core/operations/decision.ts';
import type { DecisionCommand, DecisionName } from '../../core/operations/decisions.ts';
import { authorName } from '../commit/author.ts';
import { enqueueNotifications } from '../notifications/enqueueNotifications.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/** Asks the ledger for a decision in the name of the Git user: writes its events in one batch, or says what they would be. */
export async function decide<N extends DecisionName>(registry: OpenRegistry, name: N, command: DecisionCommand<N>, params: { readonly dryRun?: boolean; readonly trusted?: boolean }): Promise<Decided> {
  const author = await authorName(registry.project.root, params.trusted !== false, registry.options.env);
  const decided = await registry.ledger.call('decide', { name, command, author, dryRun: params.dryRun === true }).catch(async (error: unknown) => {
    const { refusalWithLines } = await import('../policy/policyLines.ts'); // a refusal pays for it
    throw await refusalWithLines(registry, error);
  });
  await enqueueNotifications(registry, decided);
  return decided;
}
