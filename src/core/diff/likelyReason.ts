import { shortNumber } from '../text/metricNumber.ts';
import { formatCount } from '../text/quantities.ts';
import { cutText } from './cutText.ts';
import type { NoteChange } from './sectionChanges.ts';
import type { Section, VersionDiff } from './versionDiff.ts';

type Found = Omit<VersionDiff, 'headline'>;

/** What can be the reason for other metrics, in the order in which it is told. */
const CAUSES = ['params', 'code', 'data', 'environment', 'origin'] as const satisfies readonly Section[];
const WORD: Readonly<Record<(typeof CAUSES)[number], string>> = { params: 'params', code: 'code', data: 'data', environment: 'environment', origin: 'command or base model' };
/** Gaps that say nothing of what decides about metrics when everything else is equal. */
const MINOR: ReadonlySet<string> = new Set(['environment.gpuDriver', 'command.none']);
/** Facts that a doubt about makes every guess idle. */
const DECIDING: ReadonlySet<string> = new Set(['params', 'code', 'data', 'environment', 'metrics']);
/** More changes than this explain nothing. */
const MOST_CHANGES = 3;

/** The reason that may honestly be named, or why none is. */
export interface LikelyReason {
  readonly why?: string;
  readonly whyNot?: string;
}

/**
 * The most likely reason why metrics differ: only when params, code, data and environment are known on both sides and in no
 * doubt, and at most three things changed among them. Nothing at all when no metric got better or worse.
 */
export function likelyReason(diff: Found): LikelyReason {
  if (!diff.metrics.some(({ verdict }) => verdict === 'better' || verdict === 'worse')) return {};
  if (diff.summary.files.state === 'same' && diff.from.model === diff.to.model) return { why: 'The files of both are the same: what was measured differs, not the model.' };
  const unknown = CAUSES.filter((cause) => isUnknown(diff, cause));
  if (unknown.length > 0) return { whyNot: `The reason cannot be told: ${list(unknown.map((cause) => WORD[cause]))} ${unknown.length === 1 && !WORD[unknown[0] ?? 'code'].endsWith('s') ? 'is' : 'are'} not fully known on both sides.` };
  const doubt = diff.doubts.find(({ kind, fact }) => kind === 'doubt' && DECIDING.has(fact));
  if (doubt !== undefined) return { whyNot: `The reason cannot be told: there is a doubt about the ${doubt.fact} of ${doubtedSide(doubt, diff)}.` };
  const differing = CAUSES.filter((cause) => diff.summary[cause].state === 'changed');
  if (differing.length === 0) return { whyNot: 'Nothing that was captured differs: it may be chance (seeds, hardware) or something that was not captured.' };
  const changes = differing.reduce((sum, cause) => sum + diff.summary[cause].differs, 0);
  if (changes > MOST_CHANGES) return { whyNot: `Too much changed at once to name a reason: ${list(differing.map((cause) => WORD[cause]))}.` };
  return { why: `${differing.map((cause) => told(diff, cause)).join('; ')}${differing.length === 1 ? '; nothing else that was captured differs' : ''}.` };
}

/** Whether something of it was not captured, or could not be compared, on either side. */
function isUnknown(diff: Found, cause: (typeof CAUSES)[number]): boolean {
  const { state, unknown, counts } = diff.summary[cause];
  if (unknown.some(({ code }) => !MINOR.has(code))) return true;
  if (cause === 'origin') return diff.origin.bases.some(({ change }) => change === 'unknown');
  // Values of its own would be no reason; code and data that nobody captured may be.
  if (state === 'none') return cause !== 'params';
  return (counts['unknown'] ?? 0) > 0 || (cause === 'environment' && diff.environment.packageList === 'unknown');
}

function doubtedSide({ on }: NoteChange, diff: Found): string {
  return on === 'both' ? 'both' : diff[on].ref;
}

function told(diff: Found, cause: (typeof CAUSES)[number]): string {
  if (cause === 'params') return toldParams(diff);
  if (cause === 'code') return toldCode(diff);
  if (cause === 'data') return toldData(diff);
  if (cause === 'environment') return toldEnvironment(diff);
  return 'the command or the base model is another';
}

function toldParams({ params, summary }: Found): string {
  const told = params
    .filter(({ change }) => change !== 'same' && change !== 'rewritten')
    .map(({ name, from, to, change }) => {
      if (from === undefined || to === undefined) return `${cutText(name)} ${cutText(shortNumber((to ?? from)?.value ?? ''))} ${change}`;
      return change === 'retyped' ? `${cutText(name)} ${from.type} → ${to.type}` : `${cutText(name)} ${cutText(shortNumber(from.value))} → ${cutText(shortNumber(to.value))}`;
    });
  return `${list(told)} ${summary.params.differs === 1 ? 'is the only param that changed' : 'are the only params that changed'}`;
}

function toldCode({ code }: Found): string {
  const told = code.filter(({ change }) => change !== 'same').map(({ repository, commit, between, uncommitted }) => {
    const where = repository === '.' ? '' : ` of ${cutText(repository)}`;
    if (commit !== 'changed') return `${uncommitted === 'changed' ? 'uncommitted changes' : 'code'}${where}`;
    if (between === undefined || between.problem !== undefined) return `code${where} of another commit`;
    return `${formatCount(between.commitTotal, 'commit')}${where} in ${formatCount(between.fileTotal, 'file')}`;
  });
  return `code: ${list(told)}`;
}

function toldData({ data }: Found): string {
  const told = data.filter(({ change }) => change !== 'same').map(({ name, change, listing }) => {
    const files = listing === undefined ? 0 : listing.added + listing.removed + listing.changed + listing.renamed;
    return `${cutText(name)} ${change}${files === 0 ? '' : ` (${formatCount(files, 'file')})`}`;
  });
  return `data: ${list(told)}`;
}

function toldEnvironment({ environment }: Found): string {
  const values = (['python', 'os', 'cpu'] as const).filter((name) => environment[name].change === 'changed').map((name) => `${name} ${cutText(environment[name].from ?? '')} → ${cutText(environment[name].to ?? '')}`);
  const packages = environment.packages.map(({ name, from, to, change }) => (from === undefined || to === undefined ? `${cutText(name)} ${change}` : `${cutText(name)} ${cutText(from)} → ${cutText(to)}`));
  return `environment: ${list([...values, ...packages])}`;
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
