import { nodeRuntime } from '../../../src/adapters/keys/nodeRuntime.ts';
import { RegistryError } from '../../../src/core/errors.ts';
import type { EventDraft } from '../../../src/core/model/event.ts';
import { actorOf } from '../../../src/core/operations/actorOf.ts';
import { decideCommitVersion, type CommitVersion } from '../../../src/core/operations/commitVersion.ts';
import type { Decide, DecisionContext } from '../../../src/core/operations/decision.ts';
import { DECISIONS, type DecisionCommand, type DecisionName } from '../../../src/core/operations/decisions.ts';
import type { Signer } from '../../../src/core/ports/signer.ts';
import { toBase64 } from '../../../src/core/text/encodings.ts';
import { carriedSegment, signBatch } from '../carriedSegment.ts';
import { commitOf } from '../commitCommands.ts';
import { LedgerWriter, newSigner } from '../ledgerWriter.ts';
import { objection } from './naiveJudge.ts';
import { NaiveRegistry, type Told } from './naiveRegistry.ts';

/** Who takes part; Rita has two devices, and strangers come by themselves. */
export const PEOPLE = ['ana', 'bea', 'max', 'rita', 'ritasLaptop', 'ron', 'eva', 'rel', 'cleo', 'leo', 'stranger', 'other'] as const;
export type Person = (typeof PEOPLE)[number];

const ROLES: readonly (readonly [Person, readonly string[]])[] = [
  ['bea', ['admin']],
  ['max', ['maintainer']],
  ['rita', ['reviewer']],
  ['ron', ['reviewer', 'contributor']],
  ['eva', ['evaluator']],
  ['rel', ['release-manager']],
  ['cleo', ['contributor']],
  ['leo', ['reader']],
];

/** A ledger that people write to, and the naive registry that looks over its shoulder. */
export class History {
  readonly ledger = new LedgerWriter();
  readonly naive = new NaiveRegistry();
  readonly signers: Readonly<Record<Person, Signer>>;
  /** Where program and naive judge differ, and what a decision let through that the fold rejected. */
  readonly surprises: string[] = [];
  /** What happened, a line for each event. */
  readonly tale: string[] = [];
  /** How often events of a type had effect. */
  readonly effects = new Map<string, number>();

  constructor() {
    this.signers = { ...(Object.fromEntries(PEOPLE.map((person) => [person, newSigner()])) as Record<Person, Signer>), ana: this.ledger.creator };
    const { creator } = this.ledger;
    this.naive.take({ type: 'registry.created', body: { admission: 'open', members: [{ keys: [toBase64(creator.publicKey)], name: 'Ana', roles: ['admin'] }], name: 'test', nonce: '', rules: 1, threshold: 1 }, position: 0, id: `${creator.device}.1`, device: creator.device });
    this.write('ana', ROLES.map(([person, roles]): EventDraft => ({ type: 'member.added', body: { author: 'Ana', keys: [this.key(person), ...(person === 'rita' ? [this.key('ritasLaptop')] : [])], name: person, roles } })));
  }

  key(person: Person): string {
    return toBase64(this.signers[person].publicKey);
  }

  /** Ids of the versions, newest first. */
  versions(): readonly string[] {
    return this.naive.versions().map(({ id }) => id).reverse();
  }

  /** Decides as a person and writes what was decided; the code of a refusal. */
  ask<N extends DecisionName>(person: Person, name: N, command: DecisionCommand<N>): string | undefined {
    return this.decide(person, (context) => (DECISIONS[name] as Decide<unknown>)(context, command));
  }

  commit(person: Person, model: string, content: string, more: Partial<CommitVersion> = {}): string | undefined {
    return this.decide(person, ({ view, actor }) => decideCommitVersion(nodeRuntime, view, commitOf(model, content, more), actor).events);
  }

  /** Writes events as they are, carried by whoever may commit; both judges look at each. Rejections by position. */
  write(person: Person, events: readonly EventDraft[]): readonly { readonly position: number; readonly reason: string }[] {
    const signer = this.signers[person];
    const first = this.ledger.head.frontier.size;
    const place = this.ledger.place(signer);
    const committer = [signer, ...Object.values(this.signers)].find(({ device }) => this.naive.actorOf(device) !== undefined) as Signer;
    const { rejected, void: why } = this.ledger.put(carriedSegment(committer, place, [signBatch(signer, place, events)]));
    if (why !== undefined) throw new Error(`A segment of the history is void: ${why}`);
    events.forEach((event, i) => {
      const reason = rejected.find(({ position }) => position === first + i)?.reason;
      this.#look({ ...event, position: first + i, id: `${signer.device}.${place.dseq + i}`, device: signer.device }, reason);
    });
    return rejected;
  }

  #personOf(device: string): string {
    return PEOPLE.find((person) => this.signers[person].device === device) ?? device;
  }

  #look(event: Told, reason: string | undefined): void {
    const why = objection(this.naive, event);
    const agreed = why === 'either' || (why === undefined) === (reason === undefined);
    this.tale.push(`${event.position} ${this.#personOf(event.device)} ${event.type} ${reason ?? 'ok'} ${JSON.stringify({ ...event.body, record: undefined }).slice(0, 900)}`);
    if (!agreed) this.surprises.push(`${event.position} ${event.type}: ${reason === undefined ? `had effect, but ${why}` : `was rejected (${reason}), but nothing is against it`}`);
    if (reason !== undefined) return;
    this.effects.set(event.type, (this.effects.get(event.type) ?? 0) + 1);
    this.naive.take(event);
  }

  decide(person: Person, decide: (context: DecisionContext) => readonly EventDraft[]): string | undefined {
    const { view } = this.ledger.catalogue;
    try {
      const events = decide({ runtime: nodeRuntime, view, actor: actorOf(view, this.signers[person].device, person), author: person });
      if (events.length === 0) return undefined;
      const admitted = this.naive.ownerOf(this.signers[person].device) !== undefined;
      const rejected = this.write(person, admitted ? events : [{ type: 'member.added', body: { keys: [this.key(person)], name: person, roles: ['contributor'] } }, ...events]);
      for (const { reason } of rejected) this.surprises.push(`${events.map(({ type }) => type).join()} was decided, and rejected: ${reason}`);
      return undefined;
    } catch (error) {
      if (error instanceof RegistryError) return error.code;
      throw error;
    }
  }
}
