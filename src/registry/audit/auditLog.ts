import type { AuditEvent } from '../../core/audit/auditEvent.ts';
import { EVENT_KINDS, eventTypesOf } from '../../core/audit/eventTypesOf.ts';
import { RegistryError } from '../../core/errors.ts';
import type { AuditFilters } from '../../core/operations/auditOperations.ts';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { EventQuery } from '../../core/ports/auditReader.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { pageSize, positionOf } from '../versions/pageSize.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { timeBound } from './timeBound.ts';

/** Events of the ledger, newest first. A search for a text reads on until the page is full or the ledger is at its beginning. */
export async function auditLog({ ledger }: OpenRegistry, params: OperationParams<'auditLog'>, { signal }: OperationContext): Promise<OperationResult<'auditLog'>> {
  const limit = pageSize(params.limit);
  const { text } = params;
  const filters = { ...(await filtersOf(ledger, params)), ...(text === undefined || text === '' ? {} : { text }) };
  const events: AuditEvent[] = [];
  for (let before = positionOf(params.after); ; ) {
    if (signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled.');
    const page = await ledger.call('auditPage', { ...filters, limit: limit - events.length, ...(before === undefined ? {} : { before }) });
    events.push(...page.events);
    before = page.before;
    if (before === undefined) return { events };
    if (filters.text === undefined || events.length === limit) return { events, next: String(before) };
  }
}

async function filtersOf(ledger: Ledger, { model, version, type, actor, from, to, rejected }: AuditFilters): Promise<Omit<EventQuery, 'limit'>> {
  return {
    ...(model === undefined ? {} : { model: await modelKey(ledger, model) }),
    ...(version === undefined ? {} : { version: (await resolveReference(ledger, version)).position }),
    ...(type === undefined ? {} : { types: typesOf(type) }),
    ...(actor === undefined ? {} : await actorFilter(ledger, actor)),
    ...(from === undefined ? {} : { from: timeBound(from, 'from') }),
    ...(to === undefined ? {} : { to: timeBound(to, 'to') }),
    ...(rejected === true ? { rejected } : {}),
  };
}

/** Key of the model that has or had this name. */
export async function modelKey(ledger: Ledger, name: string): Promise<string> {
  const model = await ledger.read('modelNamed', name);
  if (model === undefined) throw new RegistryError('reference.notFound', `There is no model called ${name}.`, { hint: 'modelkeep list shows the models.' });
  return model.model;
}

function typesOf(text: string): readonly string[] {
  const types = eventTypesOf(text);
  if (types.length > 0) return types;
  throw new RegistryError('usage.invalid', `${JSON.stringify(text)} is no type of events.`, { hint: `Use a kind (${EVENT_KINDS.join(', ')}) or a type, like stage.promoted.` });
}

async function actorFilter(ledger: Ledger, actor: string): Promise<Pick<EventQuery, 'members' | 'device'>> {
  if ((await ledger.read('memberName', actor)) !== undefined) return { members: [actor] };
  if (/^d_[a-z2-7]{16}$/.test(actor)) {
    const owner = await ledger.read('memberOf', actor);
    // Also what somebody else wrote in its name.
    return { device: actor, members: [...(owner === undefined ? [] : [owner.id]), null] };
  }
  const members = await ledger.read('membersNamed', actor);
  if (members.length > 0) return { members };
  throw new RegistryError('reference.notFound', `Nobody here is or was called ${actor}.`, { hint: 'Name a member as the audit log shows them, or a device (d_\u2026).' });
}
