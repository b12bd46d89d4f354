import type { VersionRecord } from '../model/record.ts';
import type { AuditChange } from './auditEvent.ts';

/**
 * What differs between a record and the one that it follows: params, metrics, config files, code, data, environment, files. Of a first version:
 * everything that it has.
 */
export function commitChanges(before: VersionRecord | undefined, after: VersionRecord): readonly AuditChange[] {
  return [
    ...differences('param', values(before?.params), values(after.params)),
    ...differences('config', configs(before), configs(after)),
    ...differences('metric', values(before?.metrics), values(after.metrics)),
    ...differences('code', code(before), code(after)),
    ...differences('data', data(before), data(after)),
    ...differences('environment', environment(before), environment(after)),
    ...differences('files', files(before), files(after)),
  ];
}

type Facts = ReadonlyMap<string, string>;

function differences(fact: string, before: Facts, after: Facts): AuditChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    return was === is ? [] : [{ fact, name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
  });
}

function values(list: readonly { readonly name: string; readonly value: string }[] = []): Facts {
  return new Map(list.map(({ name, value }) => [name, value]));
}

/** Files that params were read from, by their digests: a change that no param shows is seen here. */
function configs(record: VersionRecord | undefined): Facts {
  return new Map(record?.lineage.paramSources.map(({ path, key, sha256 }) => [key === undefined ? path : `${path}:${key}`, `sha256:${sha256}`]));
}

function code(record: VersionRecord | undefined): Facts {
  return new Map(record?.lineage.code.map(({ repository, commit, dirtyCode }) => [repository, `${commit ?? 'no commit'}${dirtyCode.length === 0 ? '' : `, ${dirtyCode.length} uncommitted`}`]));
}

function data(record: VersionRecord | undefined): Facts {
  return new Map(record?.lineage.data.map(({ name, digest }) => [name, digest]));
}

function environment(record: VersionRecord | undefined): Facts {
  const { python, list, os } = record?.lineage.environment ?? {};
  const facts = [['python', python], ['packages', list === undefined ? undefined : `sha256:${list.sha256}`], ['os', os]] as const;
  return new Map(facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function files(record: VersionRecord | undefined): Facts {
  return new Map(record === undefined ? [] : [['manifest', `sha256:${record.manifest}`]]);
}
