import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { EventDraft } from '../../../../src/core/model/event.ts';
import { actorOf } from '../../../../src/core/operations/actorOf.ts';
import { decideAdmitDevice } from '../../../../src/core/operations/admitDevice.ts';
import type { Decide } from '../../../../src/core/operations/decision.ts';
import { DECISIONS, type DecisionCommand, type DecisionName } from '../../../../src/core/operations/decisions.ts';
import { administrators } from '../../../../src/core/policy/administrators.ts';
import type { Signer } from '../../../../src/core/ports/signer.ts';
import { toBase64 } from '../../../../src/core/text/encodings.ts';
import { admission, LedgerWriter, newSigner } from '../../../fakes/ledgerWriter.ts';

/** Decides and writes as this device's owner; the refusal, else the events. */
function ask<N extends DecisionName>(ledger: LedgerWriter, signer: Signer, name: N, command: DecisionCommand<N>): RegistryError | readonly EventDraft[] {
  const { view } = ledger.catalogue;
  try {
    const events = (DECISIONS[name] as Decide<unknown>)({ runtime: nodeRuntime, view, actor: actorOf(view, signer.device, 'Eve'), author: 'Eve' }, command);
    if (events.length === 0) return events;
    const folded = ledger.put(ledger.encode([...decideAdmitDevice(view, signer, 'Eve'), ...events], signer));
    expect(folded.void).toBeUndefined();
    expect(folded.rejected).toEqual([]);
    return events;
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
}

const keyOf = (signer: Signer): string => toBase64(signer.publicKey);

const step = fc.record({
  what: fc.nat(6),
  who: fc.nat(4),
  whom: fc.nat(4),
  name: fc.constantFrom('Ana', 'Ben', 'ben', 'Be\u0578', 'Cleo', '', 'x\u202ey'),
  roles: fc.uniqueArray(fc.constantFrom('admin', 'maintainer', 'reviewer', 'contributor', 'reader', 'owner'), { maxLength: 3 }),
  open: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function tryStep(ledger: LedgerWriter, signers: readonly Signer[], { what, who, whom, name, roles, open }: Step): void {
  const [signer, other] = [signers[who], signers[whom]] as [Signer, Signer];
  const member = open ? name : other.device;
  const steps: readonly (() => unknown)[] = [
    () => ask(ledger, signer, 'addMember', { name, keys: open ? [keyOf(other)] : [keyOf(other), keyOf(signer)], roles }),
    () => ask(ledger, signer, 'removeMember', { member, reason: '' }),
    () => ask(ledger, signer, 'changeRoles', { member, roles }),
    () => ask(ledger, signer, 'addKey', { member, key: keyOf(other) }),
    () => ask(ledger, signer, 'revokeKey', { key: open ? other.device : keyOf(other), reason: '' }),
    () => ask(ledger, signer, 'setAdmission', { admission: open ? 'open' : 'closed' }),
    () => ask(ledger, signer, 'describeModel', { model: 'a', text: name }),
  ];
  steps[what]?.();
}

describe('members', () => {
  it('whatever is tried by whomever, what is decided has effect, somebody administers, and a key is one member\u2019s for ever or ends', () => {
    const others = Array.from({ length: 4 }, newSigner);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const ledger = new LedgerWriter();
        const signers = [ledger.creator, ...others];
        const { view } = ledger.catalogue;
        const ended = new Set<string>();
        for (const one of steps) {
          tryStep(ledger, signers, one);
          expect(administrators(view).length).toBeGreaterThan(0);
          for (const { device } of signers) {
            if (ended.has(device)) expect(view.device(device)).toBeUndefined();
            else if (view.knewDevice(device) && view.device(device) === undefined) ended.add(device);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a reader and a stranger change nobody, and are told whom to ask', () => {
    const ledger = new LedgerWriter();
    const [reader, stranger] = [newSigner(), newSigner()];
    ask(ledger, ledger.creator, 'addMember', { name: 'Rea', keys: [keyOf(reader)], roles: ['reader'] });
    for (const signer of [reader, stranger]) {
      const refusal = ask(ledger, signer, 'changeRoles', { member: 'Rea', roles: ['admin'] }) as RegistryError;
      expect(refusal).toMatchObject({ code: 'policy.refused', hint: expect.stringMatching(/^Ask an administrator \(Ana\): modelkeep member (role|add) /) });
    }
  });

  it('a member revokes a key of their own, and no other', () => {
    const ledger = new LedgerWriter();
    const [ben, laptop] = [newSigner(), newSigner()];
    ask(ledger, ledger.creator, 'addMember', { name: 'Ben', keys: [keyOf(ben), keyOf(laptop)], roles: ['contributor'] });
    expect(ask(ledger, ben, 'revokeKey', { key: ledger.creator.device, reason: '' })).toMatchObject({ code: 'policy.refused' });
    expect(ask(ledger, ben, 'revokeKey', { key: laptop.device, reason: 'Lost' })).toMatchObject([{ type: 'key.revoked' }]);
    // The lost laptop is Ben's no more: it revokes nothing.
    expect(ask(ledger, laptop, 'revokeKey', { key: ben.device, reason: '' })).toMatchObject({ code: 'policy.refused' });
  });

  it('a key that joined by itself becomes another key of who it belongs to, unless it has a role', () => {
    const ledger = new LedgerWriter();
    const [ben, laptop] = [newSigner(), newSigner()];
    ask(ledger, ledger.creator, 'addMember', { name: 'Ben', keys: [keyOf(ben)], roles: ['reviewer'] });
    ledger.put(ledger.encode([admission(laptop, 'Ben')], laptop));
    ask(ledger, ledger.creator, 'changeRoles', { member: laptop.device, roles: ['maintainer'] });
    expect(ask(ledger, ledger.creator, 'addKey', { member: 'Ben', key: keyOf(laptop) })).toMatchObject({ code: 'conflict' });
    ask(ledger, ledger.creator, 'changeRoles', { member: laptop.device, roles: ['contributor'] });
    expect(ask(ledger, ledger.creator, 'addKey', { member: 'Ben', key: keyOf(laptop) })).toMatchObject([{ type: 'key.added' }]);
    expect(ledger.catalogue.view.members().map(({ name }) => name)).toEqual(['Ana', 'Ben']);
    expect(ask(ledger, ledger.creator, 'addKey', { member: 'Ben', key: keyOf(laptop) })).toEqual([]);
  });

  it('who joins by themselves under a name that looks like another gets one that does not', () => {
    const ledger = new LedgerWriter();
    const eve = newSigner();
    const [event] = decideAdmitDevice(ledger.catalogue.view, eve, '\u0410na');
    expect(event?.body).toMatchObject({ name: `\u0410na (${eve.device.slice(2, 8)})` });
    expect(decideAdmitDevice(ledger.catalogue.view, eve, 'Eve')[0]?.body).toMatchObject({ name: 'Eve' });
  });
});
