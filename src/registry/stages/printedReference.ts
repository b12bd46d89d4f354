import { formatReference } from '../../core/model/reference.ts';
import type { VersionKey } from '../../core/model/rows.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/** `fraud-detector:v7`, by the model's present name. */
export async function printedReference(registry: OpenRegistry, { model, number }: Pick<VersionKey, 'model' | 'number'>): Promise<string> {
  return formatReference(await registry.ledger.read('nameOf', model), number);
}
