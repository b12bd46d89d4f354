import type { Evidence } from '../model/events/stageEvents.ts';
import type { VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { compareDecimals, formatDecimal, parseDecimal } from '../text/decimal.ts';
import { formatBytes } from '../text/quantities.ts';
import type { Candidate } from './candidate.ts';
import { gateMetric, type FoundMetric } from './gateMetric.ts';
import { gateText } from './gateText.ts';
import { metricSourceText } from './metricSourceText.ts';
import type { Gate, MetricSource } from './policy.ts';
import type { RuleOutcome } from './ruleOutcome.ts';
import { worseBy } from './worseBy.ts';

/** What a gate may look at besides the version. `tag`: the tag by which it is promoted, or empty. */
export interface GateFacts {
  readonly view: CatalogueView;
  readonly tag: string;
  readonly evidence: readonly Evidence[];
  /** The version that holds the stage now or, when nothing does, the last that held it. */
  readonly baseline: VersionRow | undefined;
  readonly baselineTag: string;
}

type Verdict = Pick<RuleOutcome, 'met' | 'fact' | 'message'>;

/** Looks whether a version meets one gate. Exact: decimals are never floats, and what cannot be read is not met. */
export function evaluateGate(gate: Gate, version: Candidate, facts: GateFacts): RuleOutcome {
  return { kind: 'gate', rule: gateText(gate), attested: gate.kind === 'commitOnRemote' || gate.kind === 'bytesRehashed', ...verdict(gate, version, facts) };
}

function verdict(gate: Gate, version: Candidate, facts: GateFacts): Verdict {
  switch (gate.kind) {
    case 'metricAtLeast':
    case 'metricAtMost':
      return boundVerdict(gate, gateMetric(facts.view, version, facts.tag, gate.metric, gate));
    case 'metricPresent':
      return presentVerdict(gate, gateMetric(facts.view, version, facts.tag, gate.metric, gate));
    case 'notWorseThanBaseline':
      return baselineVerdict(gate, version, facts);
    case 'codeClean':
      return codeVerdict(version);
    case 'dataCaptured':
      return dataVerdict(version);
    case 'noDoubts':
      return doubtsVerdict(gate.codes, version);
    case 'nothingMissing':
      return missingVerdict(version);
    case 'sizeAtMost':
      return sizeVerdict(gate.bytes, version);
    case 'label':
      return labelVerdict(gate.name, gate.value, version, facts);
    case 'tagged':
      return taggedVerdict(version, facts);
    case 'commitOnRemote':
      return remoteVerdict(version, facts.evidence);
    case 'bytesRehashed':
      return rehashedVerdict(version, facts.evidence);
  }
}

function told(met: boolean, fact: string, message: string): Verdict {
  return { met, fact, message };
}

/** A number beyond what `parseDecimal` reads. */
const DIGITS = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/** What to say of a metric that is not there, or whose value is no number. */
function unusable(metric: string, source: MetricSource, found: FoundMetric | undefined): Verdict {
  const none = source.from === 'commit' ? 'the version has none' : 'there is no such evaluation';
  if (found === undefined) return told(false, 'not there', `The policy asks for ${metric}${metricSourceText(source)}, and ${none}.`);
  const why = DIGITS.test(found.value) ? 'which is too large, too small or too long to be compared' : 'which is no number; the policy asks for one';
  return told(false, `${found.value}, ${found.source}`, `${metric} is ${found.value}, ${why}.`);
}

function boundVerdict(gate: Gate & { readonly kind: 'metricAtLeast' | 'metricAtMost' }, found: FoundMetric | undefined): Verdict {
  const least = gate.kind === 'metricAtLeast';
  const [value, bound] = [found === undefined ? undefined : parseDecimal(found.value), parseDecimal(gate.bound)];
  if (found === undefined || value === undefined || bound === undefined) return unusable(gate.metric, gate, found);
  const order = compareDecimals(value, bound);
  const met = least ? order >= 0 : order <= 0;
  const verb = met ? 'is' : least ? 'is only' : 'is';
  return told(met, `${found.value}, ${found.source}`, `${gate.metric} ${verb} ${found.value}, the policy asks for at ${least ? 'least' : 'most'} ${gate.bound}.`);
}

function presentVerdict({ metric, ...source }: Gate & { readonly kind: 'metricPresent' }, found: FoundMetric | undefined): Verdict {
  if (found === undefined || parseDecimal(found.value) === undefined) return unusable(metric, source, found);
  return told(true, `${found.value}, ${found.source}`, `${metric} is ${found.value}.`);
}

function baselineVerdict(gate: Gate & { readonly kind: 'notWorseThanBaseline' }, version: Candidate, facts: GateFacts): Verdict {
  const { baseline, view } = facts;
  if (baseline === undefined) return told(true, 'no baseline yet', 'No version has held the stage yet, so there is nothing to be worse than.');
  const found = gateMetric(view, version, facts.tag, gate.metric, gate);
  const value = found === undefined ? undefined : parseDecimal(found.value);
  if (found === undefined || value === undefined) return unusable(gate.metric, gate, found);
  const before = gateMetric(view, baseline, facts.baselineTag, gate.metric, gate);
  const base = before === undefined ? undefined : parseDecimal(before.value);
  if (before === undefined || base === undefined) return told(false, `v${baseline.number} has no such number`, `v${baseline.number}, the baseline, has no ${gate.metric} to compare with${gate.from === 'evaluation' ? ': record an evaluation of it' : ''}.`);
  const { worse, within } = worseBy(gate, base, value);
  const difference = `${found.value} against ${before.value} of v${baseline.number}`;
  const message = within ? `${gate.metric} is ${difference}, within ${gate.tolerance}.` : `${gate.metric} is ${difference}: worse by ${formatDecimal(worse)}, and the policy allows ${gate.tolerance}.`;
  return told(within, `${difference}, ${found.source}`, message);
}

function codeVerdict({ record }: Candidate): Verdict {
  const { code } = record.lineage;
  if (code.length === 0) return told(false, 'no code recorded', 'No Git commit is recorded with this version.');
  const without = code.find((one) => one.commit === undefined);
  if (without !== undefined) return told(false, `${without.repository} has no commit`, `The repository ${without.repository} had no commit yet.`);
  const dirty = code.flatMap((one) => [...one.dirtyCode, ...(one.submodules ?? []).filter((submodule) => submodule.dirty).map((submodule) => submodule.path)]);
  const uncaptured = record.lineage.missing.find((gap) => gap.fact === 'code');
  if (uncaptured !== undefined) return told(false, uncaptured.message, `The code is not wholly known: ${uncaptured.message}`);
  const more = dirty.length > 1 ? ` and ${dirty.length - 1} more` : '';
  return dirty.length === 0
    ? told(true, (code[0]?.commit ?? '').slice(0, 7), 'The code was committed to Git.')
    : told(false, dirty.length === 1 ? '1 uncommitted file' : `${dirty.length} uncommitted files`, `The code had uncommitted changes: ${dirty[0]}${more}.`);
}

function dataVerdict({ record }: Candidate): Verdict {
  const { data } = record.lineage;
  const weak = data.find((one) => one.strength !== 'content');
  if (data.length === 0) return told(false, 'no data recorded', 'No data set is recorded with this version.');
  if (weak !== undefined) return told(false, `${weak.name} by ${weak.strength}`, `${weak.name} is known only by ${weak.strength}, not by its content.`);
  return told(true, `${data.length} data ${data.length === 1 ? 'set' : 'sets'}`, 'All data is recorded by its content.');
}

function doubtsVerdict(codes: readonly string[], { record }: Candidate): Verdict {
  const doubts = record.lineage.doubts.filter((doubt) => codes.length === 0 || codes.includes(doubt.code));
  const [first] = doubts;
  return first === undefined ? told(true, 'none', 'The lineage has no such doubt.') : told(false, doubts.map((doubt) => doubt.code).join(', '), `The lineage is doubted: ${first.message}`);
}

function missingVerdict({ record }: Candidate): Verdict {
  const { missing } = record.lineage;
  const [first] = missing;
  return first === undefined ? told(true, 'nothing', 'Nothing is missing from the lineage.') : told(false, missing.map((gap) => gap.code).join(', '), `The lineage is not whole: ${first.message}`);
}

/** Sizes that round to the same are told to the byte. */
function sizeVerdict(bytes: number, { size }: Candidate): Verdict {
  const alike = size > bytes && formatBytes(size) === formatBytes(bytes);
  const [has, allowed] = [size, bytes].map((one) => (alike ? `${one} bytes` : formatBytes(one))) as [string, string];
  return told(size <= bytes, has, `The version has ${has}, the policy allows ${allowed}.`);
}

function labelVerdict(name: string, value: string, version: Candidate, { view, tag }: GateFacts): Verdict {
  const found = (tag === '' ? undefined : view.label(version.id, tag, name)) ?? view.label(version.id, '', name);
  if (found === undefined) return told(false, 'not there', `The version has no label ${name}.`);
  return told(value === '' || found.value === value, `${name}=${found.value}, by ${found.author}`, `The label ${name} is ${found.value}${value === '' ? '' : `, the policy asks for ${value}`}.`);
}

function taggedVerdict(version: Candidate, { view }: GateFacts): Verdict {
  const tags = view.tagsOf(version.id).map((one) => one.tag);
  return tags.length === 0 ? told(false, 'no tag', 'The version has no tag.') : told(true, tags.join(', '), `The version is ${tags.join(', ')}.`);
}

function remoteVerdict({ record }: Candidate, evidence: readonly Evidence[]): Verdict {
  const commit = record.lineage.code[0]?.commit;
  if (commit === undefined) return told(false, 'no commit recorded', 'No Git commit is recorded with this version.');
  const seen = evidence.find((one) => one.kind === 'commitOnRemote' && one.commit === commit);
  return seen?.kind === 'commitOnRemote' ? told(true, `${commit.slice(0, 7)} on ${seen.remote}`, 'The one who promotes found the commit on the remote.') : told(false, `${commit.slice(0, 7)} not seen there`, `The commit ${commit.slice(0, 7)} was not found on the Git remote.`);
}

function rehashedVerdict({ manifest }: Candidate, evidence: readonly Evidence[]): Verdict {
  const seen = evidence.find((one) => one.kind === 'bytesRehashed' && one.manifest === manifest);
  return seen?.kind === 'bytesRehashed' ? told(true, formatBytes(seen.bytes), 'The one who promotes read every byte again, and found what was committed.') : told(false, 'not done', 'The bytes were not hashed again for this promotion.');
}
