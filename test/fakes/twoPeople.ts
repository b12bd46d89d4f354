import { nodeRuntime } from '../../src/adapters/keys/nodeRuntime.ts';
import type { EventDraft } from '../../src/core/model/event.ts';
import type { Actor } from '../../src/core/operations/decision.ts';
import { decideCommitVersion } from '../../src/core/operations/commitVersion.ts';
import { DECISIONS, type DecisionCommand, type DecisionName } from '../../src/core/operations/decisions.ts';
import type { QuestionContext } from '../../src/core/operations/question.ts';
import { DEFAULT_POLICY, type Policy, type Rule } from '../../src/core/policy/policy.ts';
import { policyHash } from '../../src/core/policy/policyHash.ts';
import type { Signer } from '../../src/core/ports/signer.ts';
import { commitOf } from './commitCommands.ts';
import { admission, LedgerWriter, newSigner } from './ledgerWriter.ts';

/** A rule that asks for one approval of somebody else than who made the version. */
export const ONE_APPROVAL: Rule = { models: ['*'], stage: 'Production', branch: '', from: [], by: ['contributor', 'admin'], approvals: { count: 1, from: [], notAuthor: true, notPromoter: false, expiresAfterVersions: 0 }, gates: [], rollback: 'free', override: ['admin'] };

/** A registry in memory in which Ana, its creator, and Ben, who may contribute, act by the real decisions. */
export class TwoPeople {
  readonly ledger = new LedgerWriter();
  readonly #ben = newSigner();

  constructor() {
    this.ledger.put(this.ledger.encode([admission(this.#ben, 'Ben')], this.#ben));
  }

  /** Position of the last event. */
  get position(): number {
    return this.ledger.head.frontier.size - 1;
  }

  /** The registry as one of them sees it. */
  as(name: 'Ana' | 'Ben'): QuestionContext {
    const { view, reader, viewAt } = this.ledger.catalogue;
    const { device } = this.#signerOf(name);
    const actor: Actor = { id: device, name, roles: view.member(device)?.roles ?? [], device };
    return { runtime: nodeRuntime, view, reader, viewAt, actor, author: name };
  }

  /** Writes what the decision comes to. */
  does<N extends DecisionName>(name: 'Ana' | 'Ben', decision: N, command: DecisionCommand<N>): void {
    const decide = DECISIONS[decision] as (context: QuestionContext, command: DecisionCommand<N>) => readonly EventDraft[];
    this.writes(name, decide(this.as(name), command));
  }

  /** Commits a version of a model and answers its id. */
  commits(name: 'Ana' | 'Ben', model: string, content: string): string {
    const { view } = this.ledger.catalogue;
    const { events, id } = decideCommitVersion(nodeRuntime, view, commitOf(model, content, { author: name }), this.as(name).actor);
    this.writes(name, events);
    return id;
  }

  /** Ana puts rules in force. */
  rules(...rules: readonly Rule[]): void {
    const policy: Policy = { ...DEFAULT_POLICY, rules };
    const was = this.ledger.catalogue.view.policy()?.hash ?? '';
    this.writes('Ana', [{ type: '!policy.set', body: { author: 'Ana', hash: policyHash(nodeRuntime, policy), message: 'Rules', policy, was } }]);
  }

  writes(name: 'Ana' | 'Ben', events: readonly EventDraft[]): void {
    const { rejected } = this.ledger.put(this.ledger.encode(events, this.#signerOf(name)));
    if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected)}`);
  }

  #signerOf(name: 'Ana' | 'Ben'): Signer {
    return name === 'Ana' ? this.ledger.creator : this.#ben;
  }
}
