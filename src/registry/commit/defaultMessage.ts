import type { OpenRegistry } from '../openRegistry.ts';
import type { PreparedCommit } from './prepareCommit.ts';
import { subjectMessage } from './subjectMessage.ts';

/** The message of a commit for which none was given. */
export async function defaultMessage(registry: OpenRegistry, prepared: PreparedCommit): Promise<string> {
  const model = (await registry.ledger.read('model', prepared.model))?.model ?? prepared.model;
  const newest = (await registry.ledger.read('versions', { model, limit: 1 }))[0];
  return subjectMessage(prepared.context.root, prepared.context.trusted, prepared.context.env, newest);
}
