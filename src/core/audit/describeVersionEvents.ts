import type { VersionEvents } from '../model/events/versionEvents.ts';
import type { AuditChange } from './auditEvent.ts';
import { commitChanges } from './commitChanges.ts';
import { named } from './describeNamingEvents.ts';
import { type Described, type Describers, numberOf, quoted, sides } from './described.ts';

/** Versions: committed, evaluated, deprecated, withdrawn. A commit is described by `describeCommit`, which knows its id. */
export const DESCRIBE_VERSION_EVENTS: Describers<Exclude<keyof VersionEvents, 'version.committed'>> = {
  'version.deprecated': ({ successor, version }, facts) => ({ change: `${facts.refOf(version)} deprecated${successor === undefined ? '' : `, ${numberOf(facts.refOf(successor))} to be used`}`, before: 'in use', after: 'deprecated' }),
  'version.withdrawn': ({ version }, facts) => ({ change: `${facts.refOf(version)} withdrawn`, before: 'in use', after: 'withdrawn' }),
  'evaluation.recorded': ({ metrics, name, tag, version }, facts) => {
    const details = metrics.map((metric) => ({ fact: 'metric', name: metric.name, after: metric.value }));
    return { change: `${named(facts, version, tag)} evaluated${name === '' ? '' : ` (${quoted(name)})`}: ${inShort(details)}`, details };
  },
};

/** What a commit changed against the version that it follows on its branch. */
export function describeCommit(id: string, { record }: VersionEvents['version.committed'], facts: Pick<Parameters<(typeof DESCRIBE_VERSION_EVENTS)['version.withdrawn']>[1], 'refOf' | 'recordOf'>): Described {
  const parent = record.parents[0];
  const before = parent === undefined ? undefined : facts.recordOf(parent);
  const details = commitChanges(before, record);
  const ref = facts.refOf(id);
  const branch = record.branch === 'main' ? '' : ` to branch ${record.branch}`;
  if (parent === undefined) return { change: `${ref} committed${branch}`, after: ref, details };
  return { change: `${ref} committed${branch}, after ${numberOf(facts.refOf(parent))}: ${whatChanged(details)}`, ...sides(facts.refOf(parent), ref), details };
}

/** The params; where they are the same, the files that they were read from. */
function whatChanged(details: readonly AuditChange[]): string {
  const params = details.filter(({ fact }) => fact === 'param');
  const files = details.filter(({ fact }) => fact === 'config').map(({ name }) => name);
  if (params.length > 0) return inShort(params);
  return files.length === 0 ? 'params as before' : `params as before, ${files.slice(0, NAMED_IN_SENTENCE).join(', ')} changed`;
}

const NAMED_IN_SENTENCE = 3;

/** `lr 0.1 → 0.2, dropout added as 0.3, seed removed and 4 more`. */
function inShort(changes: readonly AuditChange[]): string {
  if (changes.length === 0) return 'nothing';
  const words = changes.slice(0, NAMED_IN_SENTENCE).map(({ name, before, after }) => {
    if (before === undefined) return `${name} ${after}`;
    return after === undefined ? `${name} removed` : `${name} ${before} \u2192 ${after}`;
  });
  const rest = changes.length - words.length;
  return words.join(', ') + (rest === 0 ? '' : ` and ${rest} more`);
}
