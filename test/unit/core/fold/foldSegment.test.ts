import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { NO_HASH } from '../../../../src/core/ledger/segmentLines.ts';
import type { EventDraft } from '../../../../src/core/model/event.ts';
import { decideCommitVersion, type CommitVersion } from '../../../../src/core/operations/commitVersion.ts';
import { toBase64 } from '../../../../src/core/text/encodings.ts';
import { commitOf, CONTRIBUTOR } from '../../../fakes/commitCommands.ts';
import { admission, LedgerWriter, newSigner } from '../../../fakes/ledgerWriter.ts';

function commit(ledger: LedgerWriter, model: string, content: string, more: Partial<CommitVersion> = {}): readonly EventDraft[] {
  return decideCommitVersion(nodeRuntime, ledger.catalogue.view, commitOf(model, content, more), CONTRIBUTOR).events;
}

/** The segment with one line of text changed. */
function edit(bytes: Uint8Array, from: string, to: string): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('utf8').replace(from, to));
}

/** What a slot with these bytes did; the ledger goes on behind it only where the program could read it. */
function effectOf(ledger: LedgerWriter, bytes: Uint8Array): 'applied' | 'void' | 'rejected' | 'newer' {
  try {
    const folded = ledger.put(bytes);
    if (folded.void !== undefined) return 'void';
    return folded.rejected.length > 0 ? 'rejected' : 'applied';
  } catch (error) {
    expect(error).toMatchObject({ code: 'registry.newer' });
    return 'newer';
  }
}

describe('folding a segment', () => {
  it('applies what a member signed', () => {
    const ledger = new LedgerWriter();
    expect(ledger.put(ledger.encode(commit(ledger, 'fraud', 'one')))).toMatchObject({ rejected: [] });
    expect(ledger.catalogue.view.versionCount('fraud')).toBe(1);
  });

  it('lets a new device admit itself to an open registry as a contributor, and nothing more', () => {
    const ledger = new LedgerWriter();
    const ben = newSigner();
    expect(ledger.put(ledger.encode([admission(ben, 'Ben'), ...commit(ledger, 'fraud', 'one')], ben))).toMatchObject({ rejected: [] });
    const eve = newSigner();
    const asAdmin: EventDraft = { type: 'member.added', body: { keys: [toBase64(eve.publicKey)], name: 'Eve', roles: ['admin'] } };
    expect(ledger.put(ledger.encode([asAdmin], eve)).void).toMatch(/signature is not that of a member/);
    expect(ledger.catalogue.view.device(eve.device)).toBeUndefined();
  });

  it('gives a second member of one name a name of his own', () => {
    const ledger = new LedgerWriter();
    const other = newSigner();
    ledger.put(ledger.encode([admission(other, 'ANA')], other));
    expect(ledger.catalogue.view.member(other.device)?.name).toBe(`ANA (${other.device.slice(2, 8)})`);
  });

  it('makes a slot void whose device is unknown, and goes on over its hash', () => {
    const ledger = new LedgerWriter();
    const stranger = newSigner();
    expect(ledger.put(ledger.encode(commit(ledger, 'fraud', 'one'), stranger)).void).toBeDefined();
    expect(ledger.put(ledger.encode(commit(ledger, 'fraud', 'two'))).void).toBeUndefined();
    expect(ledger.catalogue.view.versionCount('fraud')).toBe(1);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['garbage', () => Buffer.from('garbage')],
    ['nothing', () => new Uint8Array(0)],
    ['a cut tail', (bytes) => bytes.slice(0, -2)],
    ['a flipped byte in an event', (bytes) => edit(bytes, '"message":"Commit one"', '"message":"Commit 0ne"')],
    ['a changed claimed time', (bytes) => edit(bytes, '2026-11-23', '2026-11-24')],
    ['a changed root', (bytes) => edit(bytes, '"root":"', '"root":"A')],
    ['a changed slot', (bytes) => edit(bytes, '"slot":1', '"slot":2')],
    ['a space', (bytes) => edit(bytes, '{"k"', '{ "k"')],
    ['a key twice', (bytes) => edit(bytes, '"k":"seg"', '"k":"seg","k":"seg"')],
    ['an unknown field', (bytes) => edit(bytes, '"k":"seg",', '"k":"seg","kk":1,')],
    ['a line that is missing', (bytes) => Buffer.from(Buffer.from(bytes).toString().split('\n').filter((_, i) => i !== 2).join('\n'))],
    ['a line twice', (bytes) => Buffer.from(Buffer.from(bytes).toString().split('\n').flatMap((line, i) => (i === 2 ? [line, line] : [line])).join('\n'))],
    ['invalid UTF-8', (bytes) => Buffer.concat([bytes.slice(0, 40), Buffer.from([0xff]), bytes.slice(41)])],
    ['more than 4 MiB', (bytes) => Buffer.concat([bytes, Buffer.alloc(4 * 1024 * 1024)])],
  ])('makes a slot void that holds %s', (_what, spoil) => {
    const ledger = new LedgerWriter();
    const good = ledger.encode(commit(ledger, 'fraud', 'one'));
    const spoiled = spoil(good);
    expect(Buffer.compare(spoiled, good)).not.toBe(0);
    expect(ledger.put(spoiled).void).toBeDefined();
    expect(ledger.catalogue.view.model('fraud')).toBeUndefined();
    expect(ledger.put(ledger.encode(commit(ledger, 'fraud', 'two'))).void).toBeUndefined();
  });

  it('never takes any single flipped bit for the segment that was signed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(7), (seed, bit) => {
        const ledger = new LedgerWriter();
        const spoiled = Uint8Array.from(ledger.encode(commit(ledger, 'fraud', 'one')));
        const at = seed % spoiled.length;
        spoiled[at] = (spoiled[at] ?? 0) ^ (1 << bit);
        // The rules number stands outside every signature: raised by a flip, it only stops this program, which changes nothing.
        expect(effectOf(ledger, spoiled)).not.toBe('applied');
        expect(ledger.catalogue.view.model('fraud')).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('changes nothing for a segment whose rules a flipped bit has raised', () => {
    const ledger = new LedgerWriter();
    const raised = edit(ledger.encode(commit(ledger, 'fraud', 'one')), '"rules":1', '"rules":3');
    expect(effectOf(ledger, raised)).toBe('newer');
    expect(ledger.catalogue.view.model('fraud')).toBeUndefined();
    expect(ledger.put(ledger.encode(commit(ledger, 'fraud', 'two'))).void).toBeUndefined();
  });

  it('gives a batch no effect that repeats a counter, or does not continue its device\u2019s chain', () => {
    const ledger = new LedgerWriter();
    ledger.put(ledger.encode(commit(ledger, 'fraud', 'one')));
    expect(ledger.put(ledger.encode(commit(ledger, 'fraud', 'two'), ledger.creator, { dseq: 1 })).rejected[0]?.reason).toMatch(/repeats a counter/);
    expect(ledger.put(ledger.encode(commit(ledger, 'fraud', 'two'), ledger.creator, { dprev: NO_HASH })).rejected[0]?.reason).toMatch(/chain/);
    expect(ledger.catalogue.view.versionCount('fraud')).toBe(1);
  });

  it('refuses a segment of another registry, replayed', () => {
    const [one, other] = [new LedgerWriter(), new LedgerWriter()];
    expect(one.put(other.encode(commit(other, 'fraud', 'one'))).void).toMatch(/another registry/);
  });

  it('rejects events that make no sense, one by one, and keeps the rest of the batch', () => {
    const ledger = new LedgerWriter();
    const orphan: EventDraft = { type: 'version.withdrawn', body: { author: 'Ana', reason: '', version: NO_HASH } };
    const folded = ledger.put(ledger.encode([orphan, ...commit(ledger, 'fraud', 'one')]));
    expect(folded.rejected).toMatchObject([{ position: 1, reason: 'there is no such version' }]);
    expect(ledger.catalogue.view.versionCount('fraud')).toBe(1);
  });

  it('notes who wrote an event and what it is about, of rejected ones too', () => {
    const ledger = new LedgerWriter();
    ledger.put(ledger.encode(commit(ledger, 'fraud', 'one')));
    const version = ledger.catalogue.view.versionNumbered('fraud', 1);
    const demoted: EventDraft = { type: 'stage.demoted', body: { author: 'Ana', message: '', model: 'fraud', stage: 'Production', version: version?.id ?? '' } };
    ledger.put(ledger.encode([demoted]));
    ledger.put(ledger.encode([demoted], ledger.creator, { dprev: NO_HASH }));
    expect(ledger.catalogue.reader.event(3)).toMatchObject({ member: ledger.creator.device, model: 'fraud', version: version?.position, rejected: 'it does not hold Production' });
    expect(ledger.catalogue.reader.event(4), 'nobody has proved that it is his').toMatchObject({ member: null, model: null, version: null });
    expect(ledger.catalogue.reader.segment(1)).toMatchObject({ firstTime: '2026-11-23T00:00:00.000Z', lastTime: '2026-11-23T00:00:00.000Z' });
  });

  it('keeps unknown events without effect, and stops at unknown critical ones', () => {
    const ledger = new LedgerWriter();
    const unknown = { type: 'future.noted', body: { anything: 1, model: { a: 1 }, request: [], version: { b: 2 } } } as unknown as EventDraft;
    expect(ledger.put(ledger.encode([unknown]))).toMatchObject({ rejected: [] });
    const critical = { type: '!future.ruled', body: {} } as unknown as EventDraft;
    expect(() => ledger.put(ledger.encode([critical]))).toThrow(expect.objectContaining({ code: 'registry.newer' }));
    expect(() => ledger.put(ledger.encode([unknown], ledger.creator, { rules: 2 }))).toThrow(expect.objectContaining({ code: 'registry.newer' }));
  });

  it('never accepts a record with a path that leads out, an unknown field or a twin among its metrics', () => {
    const ledger = new LedgerWriter();
    const [created, committed] = commit(ledger, 'fraud', 'one') as [EventDraft, EventDraft];
    const spoil = (change: object): EventDraft => ({ ...committed, body: { ...committed.body, record: { ...(committed.body as { record: object }).record, ...change } } }) as EventDraft;
    const twins = [{ name: 'f1', value: '1' }, { name: 'f1', value: '2' }];
    const folded = ledger.put(ledger.encode([created, spoil({ extra: 1 }), spoil({ metrics: twins }), spoil({ manifest: 'x' }), spoil({ model: '../x' })]));
    expect(folded.rejected.map((event) => event.position)).toEqual([2, 3, 4, 5]);
  });

  it('lets through whatever a decision decided: no event of a decision is ever rejected', () => {
    const step = fc.record({ model: fc.constantFrom('a', 'A', 'b'), content: fc.constantFrom('1', '2', '3'), branch: fc.constantFrom('main', 'sweep'), f1: fc.constantFrom('0.1', '0.2', 'NaN'), allowSame: fc.boolean(), undo: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const ledger = new LedgerWriter();
        for (const { model, content, branch, f1, allowSame, undo } of steps) {
          const { view } = ledger.catalogue;
          const newest = view.newestOnBranch(view.modelNamed(model)?.model ?? model, branch);
          const withdrawn: EventDraft[] = undo && newest !== undefined && view.children(newest.id).length === 0 ? [{ type: 'version.withdrawn', body: { author: 'Ana', reason: '', version: newest.id } }] : [];
          const events = withdrawn.length > 0 ? withdrawn : commit(ledger, model, content, { branch, allowSame, metrics: [{ name: 'f1', value: f1 }] });
          if (events.length === 0) continue;
          const folded = ledger.put(ledger.encode(events));
          expect(folded.void).toBeUndefined();
          expect(folded.rejected).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
