import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { EventDraft } from '../../../../src/core/model/event.ts';
import { actorOf } from '../../../../src/core/operations/actorOf.ts';
import { decideCommitVersion } from '../../../../src/core/operations/commitVersion.ts';
import type { Decide } from '../../../../src/core/operations/decision.ts';
import { DECISIONS, type DecisionCommand, type DecisionName } from '../../../../src/core/operations/decisions.ts';
import { DEFAULT_POLICY } from '../../../../src/core/policy/policy.ts';
import { policyHash } from '../../../../src/core/policy/policyHash.ts';
import type { Signer } from '../../../../src/core/ports/signer.ts';
import { commitOf } from '../../../fakes/commitCommands.ts';
import { admission, LedgerWriter, newSigner } from '../../../fakes/ledgerWriter.ts';

/** Decides and writes as this device's owner; the code of a refusal, else the events. */
function ask<N extends DecisionName>(ledger: LedgerWriter, signer: Signer, name: N, command: DecisionCommand<N>): string | readonly EventDraft[] {
  const { view } = ledger.catalogue;
  return write(ledger, signer, () => (DECISIONS[name] as Decide<unknown>)({ runtime: nodeRuntime, view, actor: actorOf(view, signer.device, 'Ana'), author: 'Ana' }, command));
}

function commit(ledger: LedgerWriter, signer: Signer, content: string, more: Partial<Parameters<typeof decideCommitVersion>[2]> = {}): string | readonly EventDraft[] {
  const { view } = ledger.catalogue;
  return write(ledger, signer, () => decideCommitVersion(nodeRuntime, view, commitOf(more.model ?? 'a', content, more), actorOf(view, signer.device, 'Ana')).events);
}

function write(ledger: LedgerWriter, signer: Signer, decide: () => readonly EventDraft[]): string | readonly EventDraft[] {
  try {
    const events = decide();
    if (events.length === 0) return events;
    const folded = ledger.put(ledger.encode(events, signer));
    expect(folded.void).toBeUndefined();
    expect(folded.rejected).toEqual([]);
    return events;
  } catch (error) {
    if (error instanceof RegistryError) return error.code;
    throw error;
  }
}

const model = fc.constantFrom('a', 'A', 'b', 'c', 'a//b');
const tag = fc.constantFrom('', '1.0.0', '1.0.0-rc.1', '1.0.0-RC.1', 'x');
const branch = fc.constantFrom('main', 'sweep', 'other', 'Sweep');
const some = fc.constantFrom('', 'one', 'two', 'x'.repeat(20_000), '\u202e', 'a\r\nb');
const alias = fc.constantFrom('champion', 'latest', 'canary');

/** One thing that somebody tries; `pick` and `other` choose among the versions that there are. */
const step = fc.record({ what: fc.nat(17), who: fc.nat(1), pick: fc.nat(5), other: fc.nat(5), model, tag, branch, text: some, alias, flag: fc.boolean(), content: fc.constantFrom('1', '2', '3', '4') });
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function tryStep(ledger: LedgerWriter, signer: Signer, ids: readonly string[], s: Step): string | readonly EventDraft[] {
  const version = ids[s.pick % Math.max(1, ids.length)] ?? 'f'.repeat(64);
  const second = ids[s.other % Math.max(1, ids.length)] ?? 'f'.repeat(64);
  const target = { version, tag: s.flag ? s.tag : '' };
  const labels = [{ name: s.flag ? 'team' : 'Team', value: s.text }];
  const steps: readonly (() => string | readonly EventDraft[])[] = [
    () => commit(ledger, signer, s.content, { model: s.model, branch: s.branch, allowSame: s.flag, ...(s.tag === '' ? {} : { tag: s.tag, labels, description: s.text }) }),
    () => commit(ledger, signer, s.content, { model: s.model, branch: s.branch }),
    () => ask(ledger, signer, 'setTag', s.flag ? { version, bump: 'minor' } : { version, tag: s.tag }),
    () => ask(ledger, signer, 'retireTag', { version, tag: s.tag, reason: s.text }),
    () => ask(ledger, signer, 'setLabels', { ...target, labels }),
    () => ask(ledger, signer, 'removeLabels', { ...target, names: ['team'] }),
    () => ask(ledger, signer, 'describeVersion', { ...target, text: s.text }),
    () => ask(ledger, signer, 'deprecateVersion', { version, reason: s.text, ...(s.flag ? { successor: second } : {}) }),
    () => ask(ledger, signer, 'withdrawVersion', { version, reason: s.text }),
    () => ask(ledger, signer, 'recordDeployment', { ...target, target: s.text, message: '' }),
    () => ask(ledger, signer, 'setAlias', { model: s.model, alias: s.alias, version, expect: s.flag ? null : second }),
    () => ask(ledger, signer, 'removeAlias', { model: s.model, alias: s.alias, expect: s.flag ? null : second }),
    () => ask(ledger, signer, 'renameModel', { model: s.model, name: s.flag ? 'c' : 'b' }),
    () => ask(ledger, signer, 'archiveModel', { model: s.model, archived: s.flag }),
    () => ask(ledger, signer, 'setModelOwner', { model: s.model, owner: s.text }),
    () => ask(ledger, signer, 'createBranch', { model: s.model, branch: s.branch, ...(s.flag ? { from: version } : {}) }),
    () => ask(ledger, signer, 'adoptBranch', { model: s.model, branch: s.branch, message: s.text }),
    () => ask(ledger, signer, 'closeBranch', { model: s.model, branch: s.branch }),
  ];
  return (steps[s.what] as () => string | readonly EventDraft[])();
}

describe('naming', () => {
  it('decides nothing that the fold rejects, whatever sequence of commands people try', () => {
    let written = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
        const ledger = new LedgerWriter();
        const ben = newSigner();
        ledger.put(ledger.encode([admission(ben, 'Ben')], ben));
        commit(ledger, ledger.creator, '1');
        commit(ledger, ben, '2');
        for (const s of steps) {
          const ids = ledger.catalogue.reader.versions({ limit: 6, withdrawn: true }).map(({ id }) => id);
          const result = tryStep(ledger, s.who === 0 ? ledger.creator : ben, ids, s);
          if (typeof result === 'string') expect(result).not.toBe('internal');
          else written += result.length;
        }
      }),
      { numRuns: 80 },
    );
    expect(written).toBeGreaterThan(200);
  });

  it('tells who was overtaken on an alias what is there now', () => {
    const ledger = new LedgerWriter();
    commit(ledger, ledger.creator, '1');
    commit(ledger, ledger.creator, '2');
    const [second, first] = ledger.catalogue.reader.versions({ limit: 2 }).map(({ id }) => id) as [string, string];
    const set = (version: string, expect: string | null): string | readonly EventDraft[] => ask(ledger, ledger.creator, 'setAlias', { model: 'a', alias: 'champion', version, expect });
    expect(set(first, null)).toHaveLength(1);
    expect(set(second, null)).toBe('conflict');
    expect(set(first, null)).toEqual([]);
    expect(set(second, first)).toMatchObject([{ body: { expect: first, version: second } }]);
    expect(ask(ledger, ledger.creator, 'removeAlias', { model: 'a', alias: 'champion', expect: first })).toBe('conflict');
  });

  it('leaves versions of others to maintainers, and one\u2019s own to oneself', () => {
    const ledger = new LedgerWriter();
    const ben = newSigner();
    ledger.put(ledger.encode([admission(ben, 'Ben')], ben));
    commit(ledger, ledger.creator, '1');
    commit(ledger, ben, '2');
    const [second, first] = ledger.catalogue.reader.versions({ limit: 2 }).map(({ id }) => id) as [string, string];
    expect(ask(ledger, ben, 'deprecateVersion', { version: first, reason: 'old' })).toBe('policy.refused');
    expect(ask(ledger, ben, 'withdrawVersion', { version: second, reason: 'mine' })).toHaveLength(1);
    expect(ask(ledger, ben, 'renameModel', { model: 'a', name: 'z' })).toBe('policy.refused');
    expect(ask(ledger, ledger.creator, 'deprecateVersion', { version: first, reason: 'old' })).toHaveLength(1);
  });

  it('adopts a branch to a protected main only for who may commit there', () => {
    const ledger = new LedgerWriter();
    const ben = newSigner();
    ledger.put(ledger.encode([admission(ben, 'Ben')], ben));
    commit(ledger, ledger.creator, '1');
    commit(ledger, ben, '2', { branch: 'sweep' });
    const approvals = { count: 0, from: [], notAuthor: false, notPromoter: false, expiresAfterVersions: 0 };
    const rule = { models: ['*'], stage: '', branch: 'main', from: [], by: ['maintainer', 'admin'], approvals, gates: [], rollback: 'free', override: [] } as const;
    const policy = { ...DEFAULT_POLICY, rules: [rule] };
    const set: EventDraft = { type: '!policy.set', body: { author: 'Ana', hash: policyHash(nodeRuntime, policy), message: '', policy, was: '' } };
    expect(ledger.put(ledger.encode([set])).rejected).toEqual([]);
    const adopt = { model: 'a', branch: 'sweep', message: 'Best' };
    expect(ask(ledger, ben, 'adoptBranch', adopt)).toBe('policy.refused');
    expect(commit(ledger, ben, '3')).toBe('policy.refused');
    expect(commit(ledger, ben, '3', { branch: 'sweep' })).toHaveLength(1);
    expect(ask(ledger, ledger.creator, 'adoptBranch', adopt)).toMatchObject([{ type: 'version.committed' }, { type: 'branch.adopted' }]);
  });

  it('names a page of a hundred versions in their order, by one question', () => {
    const ledger = new LedgerWriter();
    for (let i = 0; i < 100; i++) commit(ledger, ledger.creator, String(i), { tag: `0.${i}.0`, labels: [{ name: 'n', value: String(i) }], description: `D${i}` });
    const rows = ledger.catalogue.reader.versions({ limit: 100 });
    const names = ledger.catalogue.reader.versionNames(rows.map(({ id }) => id));
    expect(names.map(({ tags, labels, description }) => [tags[0], labels[0]?.value, description])).toEqual(rows.map(({ number }) => [`0.${number - 1}.0`, String(number - 1), `D${number - 1}`]));
  });
});
