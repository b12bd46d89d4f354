import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import type { EventDraft } from '../../../../src/core/model/event.ts';
import type { VersionRecord } from '../../../../src/core/model/record.ts';
import { versionId } from '../../../../src/core/model/versionId.ts';
import type { CatalogueReader } from '../../../../src/core/ports/catalogueReader.ts';
import { parseQuery } from '../../../../src/core/search/parseQuery.ts';
import { LedgerWriter } from '../../../fakes/ledgerWriter.ts';

const MODELS = ['fraud', 'churn'] as const;
const NAMES = ['fraud', 'churn', 'scam'] as const;
const STAGES = ['Staging', 'Production', 'Archived'] as const;
const QUERIES = ["stage = 'Production'", "alias = 'champion' or label.team = 'a'", 'deprecated', 'metrics.f1 > 1 order by metrics.f1 desc'].map(parseQuery);
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 23);

/** What one step of a history does: its kind, and numbers that choose among what there is. */
const step = fc.record({ kind: fc.nat(15), model: fc.nat(1), pick: fc.nat(7), other: fc.nat(3), minutes: fc.integer({ min: -30, max: 60 }) });
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function record(model: string, serial: number, branch: string): VersionRecord {
  const lineage: VersionRecord['lineage'] = { code: [], data: [], paramSources: [], metricSources: [], bases: [], facts: [], doubts: [], missing: [] };
  return { v: 1, model, branch, parents: [], manifest: serial.toString(16).padStart(64, '0'), params: [], metrics: [{ name: 'f1', value: String(serial) }], lineage };
}

/** The event of a step, as somebody would write it who sees the registry as it is. */
function eventOf({ catalogue: { view } }: LedgerWriter, { kind, model: m, pick, other }: Step, serial: number, versions: string[]): EventDraft {
  const author = 'Ana';
  const model = MODELS[m] as string;
  const own = versions.filter((id) => view.versionKey(id)?.model === model);
  const version = own[pick % Math.max(own.length, 1)] ?? '0'.repeat(64);
  const stage = STAGES[other % 3] as string;
  const was = view.stageOf(version)?.stage ?? null;
  const [holder] = view.holders(model, stage);
  const label = view.label(version, '', 'team');
  const alias = view.alias(model, 'champion');
  const value = 'abcd'.charAt(other);
  const events: readonly (() => EventDraft)[] = [
    () => ({ type: 'model.created', body: { author, model } }),
    () => ({ type: 'label.set', body: { author, name: 'team', value, version, was: label?.value ?? null } }),
    () => ({ type: 'label.removed', body: { author, name: 'team', version, was: label?.value ?? '' } }),
    () => ({ type: 'alias.set', body: { author, alias: 'champion', model, version, expect: alias?.version ?? null } }),
    () => ({ type: 'alias.removed', body: { author, alias: 'champion', model, expect: alias?.version ?? version } }),
    () => ({ type: 'tag.set', body: { author, tag: `1.${pick}.0`, version } }),
    () => ({ type: 'tag.retired', body: { author, model, reason: 'old', tag: `1.${pick}.0` } }),
    () => ({ type: 'version.deprecated', body: { author, reason: 'old', version } }),
    () => ({ type: 'version.withdrawn', body: { author, reason: 'wrong', version } }),
    () => ({ type: 'stage.promoted', body: { author, evidence: [], expect: holder?.version ?? null, message: '', model, policy: '', stage, version, was } }),
    () => ({ type: 'stage.demoted', body: { author, message: '', model, stage: was ?? stage, version } }),
    () => ({ type: 'model.renamed', body: { author, model, name: NAMES[other % 3] as string, was: view.nameOf(model) } }),
    () => ({ type: 'model.described', body: { author, model, text: value, was: view.fact(`model:${model}`, 'description')?.value ?? '' } }),
    () => ({ type: 'branch.created', body: { author, model, branch: 'lr' } }),
  ];
  const event = events[kind];
  if (event !== undefined) return event();
  const made = record(model, serial, kind === 15 ? 'lr' : 'main');
  versions.push(versionId(nodeRuntime, made));
  return { type: 'version.committed', body: { author, files: 1, message: '', places: [], record: made, size: 1, storage: 'stored' } };
}

/** Everything that lists and pages ask. */
function answers(reader: CatalogueReader, versions: readonly string[]): unknown {
  return {
    models: reader.models(10, ''),
    names: NAMES.map((name) => [reader.model(name), reader.modelNamed(name)]),
    log: [reader.versions({ limit: 100 }), reader.versions({ limit: 2, model: 'fraud', branch: 'main' }), reader.versionTotal(), reader.withdrawnCounts()],
    found: QUERIES.map((query) => reader.search({ query, limit: 100 }).map(({ id }) => id)),
    versions: versions.map((id) => [reader.version(id), reader.versionState(id, 'withdrawn'), reader.versionState(id, 'deprecated'), reader.tagsOf(id), reader.aliasesOf(id), reader.labels(id, ''), withoutRowid(reader.stageOf(id))]),
    named: MODELS.map((model) => [reader.alias(model, 'champion'), reader.tagsOfModel(model), reader.branches(model), reader.namesOf(model), reader.fact(`model:${model}`, 'description')]),
    stages: MODELS.map((model) => [...STAGES.flatMap((stage) => [...reader.holders(model, stage), ...reader.stageHistory(model, stage)]), ...reader.stageRows(model, 'open')].map(withoutRowid)),
  };
}

function withoutRowid(row: object | undefined): unknown {
  return row === undefined ? undefined : Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'rowid' && name !== 'n'));
}

it('answers every question of the past as it was answered then, and knows when that was', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 60 }), (steps) => {
      const ledger = new LedgerWriter();
      const versions: string[] = [];
      const { catalogue } = ledger;
      const times = ['2026-11-23T00:00:00.000Z'];
      const then = [answers(catalogue.reader, versions)];
      let now = START;
      for (const [serial, one] of steps.entries()) {
        now += one.minutes * 60_000;
        const time = new Date(now).toISOString();
        ledger.put(ledger.encode([eventOf(ledger, serial < 8 ? { ...one, kind: serial < 2 ? 0 : 14, model: serial % 2 } : one, serial, versions)], ledger.creator, { time }));
        times.push(time);
        then.push(answers(catalogue.reader, versions));
      }
      for (const [position, expected] of then.entries()) {
        expect(answers(catalogue.readerAt(position), versions.slice(0, versionsIn(expected)))).toEqual(expected);
      }
      for (let at = START - HOUR; at < START + 12 * HOUR; at += HOUR / 2) expect(catalogue.reader.momentAt({ time: new Date(at).toISOString() })).toEqual(naiveMoment(times, new Date(at).toISOString()));
      for (const position of times.keys()) expect(catalogue.reader.momentAt({ position })).toMatchObject({ position, time: times.slice(0, position + 1).toSorted().at(-1) });
      expect(catalogue.reader.momentAt({ position: times.length })).toEqual({ last: times.length - 1, first: times[0] });
    }),
    { numRuns: 4 },
  );
});

function versionsIn(answer: unknown): number {
  return (answer as { readonly versions: readonly unknown[] }).versions.length;
}

function naiveMoment(times: readonly string[], until: string): object {
  const latest = times.map((_, i) => times.slice(0, i + 1).toSorted().at(-1) as string);
  const position = latest.findLastIndex((time) => time <= until);
  if (position < 0) return { last: times.length - 1, first: times[0] };
  const backwards = times.findIndex((time, i) => i > 0 && Date.parse(latest[i - 1] as string) - Date.parse(time) > 300_000 && (i <= position || time <= until));
  return { position, time: latest[position], ...(backwards < 0 ? {} : { backwards }) };
}
