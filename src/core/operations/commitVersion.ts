import { RegistryError } from '../errors.ts';
import type { EventDraft } from '../model/event.ts';
import type { VersionCommitted } from '../model/events/versionEvents.ts';
import { primaryMetric } from '../model/primaryMetric.ts';
import { requireBranchName, requireModelName } from '../model/names.ts';
import type { Metric, Param, VersionRecord } from '../model/record.ts';
import type { VersionRow } from '../model/rows.ts';
import { recordText, versionId } from '../model/versionId.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Runtime } from '../ports/runtime.ts';
import type { Actor } from './decision.ts';
import { descriptionEvents } from './naming/describeVersion.ts';
import { labelEvents, type Label } from './naming/setLabels.ts';
import type { Ask } from './question.ts';
import { requireCommitAllowed } from './requireCommitAllowed.ts';
import { requireRight } from './requireRight.ts';
import { tagEvents } from './setTag.ts';
import { canonicalJson, type Json } from '../text/canonicalJson.ts';

/** A version that somebody asks to commit; its parents on the branch are found by the decision. */
export interface CommitVersion {
  /** Present or new name of the model. */
  readonly model: string;
  readonly branch: string;
  /** Ids of further parents in the registry. */
  readonly parents: readonly string[];
  readonly manifest: string;
  readonly params: readonly Param[];
  readonly metrics: readonly Metric[];
  readonly lineage: VersionRecord['lineage'];
  readonly message: string;
  readonly author: string;
  readonly files: number;
  readonly size: number;
  readonly storage: VersionCommitted['storage'];
  readonly places: VersionCommitted['places'];
  /** What `modelkeep.json` says; without it the first commit chooses. */
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
  readonly allowSame: boolean;
  /** Semver tag, labels and description that the version gets in the same batch. */
  readonly tag?: string;
  readonly labels?: readonly Label[];
  readonly description?: string;
}

/** What a commit comes to. `id` names the version in every case. */
export type CommitDecision =
  | { readonly state: 'saved'; readonly id: string; readonly events: readonly EventDraft[] }
  | { readonly state: 'evaluated'; readonly id: string; readonly events: readonly EventDraft[] }
  | { readonly state: 'unchanged'; readonly id: string; readonly events: readonly EventDraft[] };

/** Largest record, in bytes of canonical JSON (`ledger.md` §3.2). */
export const MAX_RECORD_BYTES = 512 * 1024;

/**
 * Decides a commit against the newest version of its branch: same bytes and params give nothing new (`unchanged`), or an
 * evaluation when the metrics differ; everything else is a new version.
 * @throws RegistryError name.invalid, record.tooLarge, reference.notFound
 */
export function decideCommitVersion(runtime: Runtime, view: CatalogueView, command: CommitVersion, actor: Actor): CommitDecision {
  const decision = decideVersion(runtime, view, command, actor);
  const events = [...decision.events, ...nameEvents(view, command, decision.id)];
  if (events.length > 0) requireRight({ view, actor }, 'contribute');
  return { ...decision, events };
}

/** The names that a commit gives; a version that was there already gets those that it lacks. */
function nameEvents(view: CatalogueView, { model, author, tag, labels = [], description = '' }: CommitVersion, version: string): readonly EventDraft[] {
  const target = { version, tag: '' };
  return [
    ...(tag === undefined ? [] : tagEvents(view, author, { id: version, model: view.modelNamed(model)?.model ?? model }, tag)),
    ...labelEvents(view, author, target, labels),
    ...(description === '' ? [] : descriptionEvents(view, author, target, description)),
  ];
}

function decideVersion(runtime: Runtime, view: CatalogueView, command: CommitVersion, actor: Actor): CommitDecision {
  requireModelName(command.model);
  requireBranchName(command.branch);
  const model = view.modelNamed(command.model)?.model ?? command.model;
  const newest = view.newestOnBranch(model, command.branch);
  if (newest !== undefined && !command.allowSame && isSame(newest, command)) return decideSame(view, newest, command);
  const record = recordOf(view, model, command, newest);
  requireSize(runtime, record);
  requireAllowed(view, command, record, actor);
  return { state: 'saved', id: versionId(runtime, record), events: [...openingEvents(view, model, command, record), committed(command, record)] };
}

/** What is known of a commit before its bytes are read. */
export type RehearsedCommit = Pick<CommitVersion, 'model' | 'branch' | 'params' | 'metrics' | 'lineage' | 'size'>;

/**
 * That a commit is not refused for who commits, to which branch and what: for a dry run.
 * @throws RegistryError policy.refused
 */
export const askCommitAllowed: Ask<RehearsedCommit, true> = ({ view, actor, author }, { size, ...commit }) => {
  const model = view.modelNamed(commit.model)?.model ?? commit.model;
  const record: VersionRecord = { v: 1, ...commit, model, parents: [], manifest: '' };
  requireAllowed(view, { author, size }, record, actor);
  openingEvents(view, model, { ...commit, author }, record);
  return true;
};

function requireAllowed(view: CatalogueView, command: Pick<CommitVersion, 'author' | 'size'>, record: VersionRecord, actor: Actor): void {
  requireRight({ view, actor }, 'contribute', 'commit a version');
  requireCommitAllowed({ view, actor }, { model: record.model, record, manifest: record.manifest, size: command.size, author: command.author, device: actor.device });
  if (view.fact(`model:${record.model}`, 'archived') === undefined) return;
  throw new RegistryError('policy.refused', `${view.nameOf(record.model)} is archived; it takes no versions.`, { hint: `Bring it back first: modelkeep model archive ${view.nameOf(record.model)} --undo` });
}

function isSame(newest: VersionRow, command: CommitVersion): boolean {
  return newest.manifest === command.manifest && equal(newest.record.params, command.params);
}

function equal(a: readonly object[], b: readonly object[]): boolean {
  return canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json);
}

function decideSame(view: CatalogueView, newest: VersionRow, command: CommitVersion): CommitDecision {
  const metrics = canonicalJson(command.metrics as unknown as Json);
  const known = command.metrics.length === 0 || equal(newest.record.metrics, command.metrics) || view.hasEvaluation(newest.id, metrics);
  if (known) return { state: 'unchanged', id: newest.id, events: [] };
  const body = { author: command.author, data: [], metrics: command.metrics, name: '', version: newest.id };
  return { state: 'evaluated', id: newest.id, events: [{ type: 'evaluation.recorded', body }] };
}

function recordOf(view: CatalogueView, model: string, command: CommitVersion, newest: VersionRow | undefined): VersionRecord {
  const first = baseOf(view, model, command.branch, newest);
  const parents = [...new Set([...(first === undefined ? [] : [first]), ...command.parents])];
  const stranger = parents.find((id) => view.versionKey(id) === undefined);
  if (stranger !== undefined) throw new RegistryError('reference.notFound', `There is no version ${stranger.slice(0, 8)} to be a parent.`);
  const { branch, manifest, params, metrics, lineage } = command;
  return { v: 1, model, branch, parents, manifest, params, metrics, lineage };
}

/** Id of the version that a commit to a branch follows: its newest, or where a branch begins, or begins again. */
function baseOf(view: CatalogueView, model: string, branch: string, newest: VersionRow | undefined): string | undefined {
  const row = view.branch(model, branch);
  if (row === undefined) return newest?.id ?? view.newestOnBranch(model, 'main')?.id;
  const begun = newest === undefined || newest.position < row.fromPosition;
  return begun ? (row.start ?? newest?.id) : newest.id;
}

function openingEvents(view: CatalogueView, model: string, command: Pick<CommitVersion, 'author' | 'branch' | 'metric' | 'direction' | 'metrics'>, record: VersionRecord): EventDraft[] {
  const events: EventDraft[] = [];
  const { author, branch } = command;
  if (view.model(model) === undefined) {
    const chosen = command.metric === undefined ? primaryMetric(command.metrics) : { metric: command.metric, ...(command.direction === undefined ? {} : { direction: command.direction }) };
    events.push({ type: 'model.created', body: { author, model, ...chosen } });
  }
  if (branch !== 'main' && view.branch(model, branch) === undefined) {
    if (view.knewBranch(model, branch)) {
      throw new RegistryError('policy.refused', `The branch ${branch} of ${view.nameOf(model)} is closed.`, { hint: `Open it again: modelkeep branch create ${view.nameOf(model)} ${branch}`, details: { branch } });
    }
    const from = record.parents[0];
    events.push({ type: 'branch.created', body: { author, branch, model, ...(from === undefined || view.versionKey(from)?.model !== model ? {} : { from }) } });
  }
  return events;
}

function committed(command: CommitVersion, record: VersionRecord): EventDraft {
  const { author, files, message, places, size, storage } = command;
  return { type: 'version.committed', body: { author, files, message, places, record, size, storage } };
}

function requireSize(runtime: Runtime, record: VersionRecord): void {
  const bytes = runtime.encode(recordText(record)).length;
  if (bytes <= MAX_RECORD_BYTES) return;
  const parts: readonly (keyof VersionRecord)[] = ['params', 'metrics', 'lineage'];
  const sizes = parts.map((part) => ({ part, bytes: runtime.encode(canonicalJson(record[part] as unknown as Json)).length }));
  const largest = sizes.reduce((a, b) => (a.bytes >= b.bytes ? a : b));
  throw new RegistryError('record.tooLarge', `The record of this version would be ${bytes} bytes; at most ${MAX_RECORD_BYTES} are allowed. The largest part is ${largest.part}, ${largest.bytes} bytes.`, {
    hint: `Name fewer ${largest.part} files, or a part of them with FILE:key.`,
    details: { field: largest.part, bytes: largest.bytes, limit: MAX_RECORD_BYTES },
  });
}
