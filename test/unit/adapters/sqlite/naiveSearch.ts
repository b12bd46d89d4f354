import type { VersionRecord } from '../../../../src/core/model/record.ts';
import type { CatalogueWriter } from '../../../../src/core/ports/catalogueWriter.ts';
import type { Condition, Field, SearchQuery, Test } from '../../../../src/core/search/searchQuery.ts';

/** A version as a search may find it. */
export interface Found {
  readonly position: number;
  readonly number: number;
  readonly model: string;
  readonly metrics: Readonly<Record<string, string | undefined>>;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly labels: Readonly<Record<string, string | undefined>>;
  readonly tags: readonly string[];
  readonly alias: string | undefined;
  readonly stage: string | undefined;
  readonly branch: string;
  readonly author: string;
  readonly message: string;
  readonly time: string;
  readonly size: number;
  readonly commits: readonly string[];
  readonly digests: readonly string[];
  readonly format: string | undefined;
  readonly deprecated: boolean;
  readonly withdrawn: boolean;
}

/** Writes versions as rows of the catalogue; a tag or alias of a model is the last one's that wants it. */
export function writeFound(writer: CatalogueWriter, all: readonly Omit<Found, 'position' | 'number'>[]): readonly Found[] {
  const numbers = new Map<string, number>();
  const taken = new Set<string>();
  const free = (model: string, name: string): boolean => !taken.has(`${model} ${name}`) && taken.add(`${model} ${name}`) !== undefined;
  const versions = all.map((one, i): Found => {
    const number = (numbers.get(one.model) ?? 0) + 1;
    numbers.set(one.model, number);
    const alias = one.alias !== undefined && free(one.model, one.alias) ? one.alias : undefined;
    return { ...one, position: 10 + i, number, alias, tags: one.tags.filter((tag) => free(one.model, tag)) };
  });
  for (const model of numbers.keys()) {
    writer.change({ table: 'model', row: { model, position: 1, metric: null, direction: null } });
    writer.change({ table: 'modelName', row: { model, name: model, folded: model.toLowerCase(), fromPosition: 1, toPosition: null } });
  }
  for (const version of versions) writeVersion(writer, version);
  return versions;
}

function writeVersion(writer: CatalogueWriter, found: Found): void {
  const { position, number, model, branch, author, message, time, size } = found;
  const id = String(position).padStart(64, '0');
  const values = (of: Found['metrics']): { name: string; value: string }[] => Object.entries(of).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const lineage = {
    code: found.commits.map((commit) => ({ repository: '.', basis: 'commit', source: 'HEAD', commit, dirtyCode: [], dirtyOutputs: [] })),
    data: found.digests.map((digest) => ({ name: digest, basis: 'commit', source: 'files', strength: 'content', digest })),
    facts: found.format === undefined ? [] : [{ name: 'format', value: found.format }],
    paramSources: [], metricSources: [], bases: [], doubts: [], missing: [],
  } as VersionRecord['lineage'];
  const record: VersionRecord = { v: 1, model, branch, parents: [], manifest: id, metrics: values(found.metrics), params: values(found.params).map((param) => ({ ...param, type: 'string' })), lineage };
  writer.change({ table: 'version', row: { id, model, number, position, branch, manifest: id, record, message, author, device: 'd', time, files: 1, size, storage: 'stored', places: [] } });
  const since = { version: id, author, fromPosition: position, toPosition: null };
  for (const { name, value } of values(found.labels)) writer.change({ table: 'label', row: { ...since, tag: '', name, value } });
  for (const tag of found.tags) writer.change({ table: 'tag', row: { ...since, model, tag, reason: '' } });
  if (found.alias !== undefined) writer.change({ table: 'alias', row: { ...since, model, alias: found.alias } });
  if (found.stage !== undefined) writer.change({ table: 'stage', row: { ...since, model, stage: found.stage, tag: '', entry: 'promoted', message: '', member: 'm', exit: null } });
  for (const state of ['deprecated', 'withdrawn'] as const) if (found[state]) writer.change({ table: 'versionState', row: { ...since, state, reason: '', successor: null, back: null } });
}

/** Positions of the versions that a query asks for, in its order: every version is looked at. */
export function matching(versions: readonly Found[], { where, order }: SearchQuery): readonly number[] {
  const found = versions.filter((version) => !version.withdrawn && (where === undefined || holds(version, where)));
  const keys = order.map(({ field, descending }) => ({ of: (version: Found) => sortValues(version, field), descending }));
  return found
    .toSorted((a, b) => {
      for (const { of, descending } of keys) {
        const [left, right] = [of(a), of(b)];
        for (let i = 0; i < left.length; i++) {
          const difference = compare(left[i], right[i], descending);
          if (difference !== 0) return difference;
        }
      }
      return b.position - a.position;
    })
    .map(({ position }) => position);
}

function compare(a: string | number | undefined, b: string | number | undefined, descending: boolean): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b === descending ? 1 : -1;
}

function sortValues(version: Found, field: Field): readonly (string | number | undefined)[] {
  const [value] = valuesOf(version, field);
  if (field.kind === 'metric') return [numberIn(value)];
  if (field.kind === 'param') return [numberIn(value), value];
  return [field.kind === 'size' || field.kind === 'number' ? version[field.kind] : value];
}

function valuesOf(version: Found, field: Field): readonly string[] {
  const given = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);
  switch (field.kind) {
    case 'metric': return given(version.metrics[field.name]);
    case 'param': return given(version.params[field.name]);
    case 'label': return given(version.labels[field.name]);
    case 'tag': return version.tags;
    case 'alias': case 'stage': return given(version[field.kind]);
    case 'code': return version.commits;
    case 'data': return version.digests;
    case 'format': return version.format?.split(', ') ?? [];
    case 'run': return [];
    case 'deprecated': return version.deprecated ? [''] : [];
    case 'size': case 'number': return [String(version[field.kind])];
    default: return [version[field.kind]];
  }
}

function holds(version: Found, condition: Condition): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(version, one));
  if ('any' in condition) return condition.any.some((one) => holds(version, one));
  if ('not' in condition) return !holds(version, condition.not);
  const { field, test, negated } = condition;
  const values = valuesOf(version, field);
  if (test.is === 'present') return values.length > 0 !== negated;
  const met = values.some((value) => meets(value, field, test));
  return negated ? values.length > 0 && !met : met;
}

function meets(value: string, field: Field, test: Exclude<Test, { readonly is: 'present' }>): boolean {
  const number = numberIn(value);
  if (test.is === 'oneOf') return (field.kind === 'model' || field.kind === 'stage' ? test.texts.some((text) => text.toLowerCase() === value.toLowerCase()) : test.texts.includes(value)) || (number !== undefined && test.numbers.includes(number));
  if (test.is === 'prefix') return test.texts.some((text) => value.startsWith(text) || (field.kind === 'data' && /^[0-9a-f]+$/.test(text) && /^(?:md5|sha256):/.test(value) && value.slice(value.indexOf(':') + 1).startsWith(text)));
  if (test.is === 'like') return new RegExp(`^${test.pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '[^]*').replaceAll('_', '[^]')}$`, test.anyCase || field.kind === 'stage' ? 'iu' : 'u').test(value);
  if (test.is === 'nan') return value === 'NaN';
  if (test.is === 'during') return (test.from === undefined || value >= test.from) && (test.before === undefined || value < test.before);
  if (number === undefined) return false;
  return { '<': number < test.number, '<=': number <= test.number, '>': number > test.number, '>=': number >= test.number }[test.operator];
}

function numberIn(value: string | undefined): number | undefined {
  return value === undefined || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
}
