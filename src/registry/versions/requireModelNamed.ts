import { RegistryError } from '../../core/errors.ts';
import type { ModelListRow } from '../../core/ports/catalogueReader.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';

/**
 * The model of a present or former name.
 * @throws RegistryError reference.notFound, with the models that there are
 */
export async function requireModelNamed(ledger: Ledger, name: string): Promise<ModelListRow> {
  const model = await ledger.read('model', name);
  if (model !== undefined) return model;
  const models = await ledger.read('models', 6, '');
  const names = models.slice(0, 5).map((one) => one.name);
  const hint = names.length === 0 ? 'The registry has no model yet.' : `There are: ${names.join(', ')}${models.length > 5 ? ', …' : ''}.`;
  throw new RegistryError('reference.notFound', `There is no model called ${name}.`, { hint });
}
