import { RegistryError } from '../../core/errors.ts';
import { readMoment } from '../../core/model/moment.ts';
import type { AsOf } from '../../core/ports/momentReader.ts';
import type { Ledger } from './ledgerCalls.ts';

/** A ledger that answers as of a moment, and which that was; without one, the ledger itself. */
export interface LedgerThen {
  readonly ledger: Ledger;
  readonly asOf?: AsOf;
}

/**
 * The ledger whose every `read` answers as the registry stood at a moment (`--at`).
 * @throws RegistryError usage.invalid, reference.notFound for a moment outside of the ledger
 */
export async function ledgerAt(ledger: Ledger, at: string | undefined): Promise<LedgerThen> {
  if (at === undefined) return { ledger };
  const asOf = await ledger.read('momentAt', readMoment(at));
  if (!('position' in asOf)) {
    throw new RegistryError('reference.notFound', `The registry has no state ${JSON.stringify(at)}.`, { hint: `It began ${asOf.first}; its positions are 0 to ${asOf.last}.`, details: { last: asOf.last, first: asOf.first } });
  }
  const then: Ledger = {
    call: (name, params) => ledger.call(name, params),
    read: (query, ...args) => ledger.call('read', { query, args, at: asOf.position }) as never,
    get notices() {
      return ledger.notices;
    },
    close: async () => undefined,
  };
  return { ledger: then, asOf };
}
