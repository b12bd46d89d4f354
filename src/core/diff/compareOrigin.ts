import type { Lineage } from '../model/lineage.ts';
import { compareValue } from './compareValue.ts';
import { pairByKey } from './pairByKey.ts';
import type { FactChange, OriginChange } from './sectionChanges.ts';
import { countChanges, gapsOf, oneSided, summarise } from './sectionSummary.ts';
import type { Compared } from './versionDiff.ts';

/** Compares the command and the models that it was made from. A command is known only where a run was watched. */
export function compareOrigin(from: Lineage, to: Lineage): Compared<OriginChange> {
  const gaps = gapsOf('parents', from, to);
  const unwatched = from.command === undefined && to.command === undefined ? [] : (['from', 'to'] as const).filter((side) => ({ from, to })[side].command === undefined);
  const notSeen = unwatched.map((side) => ({ side, code: 'command.none', message: 'The command was not watched while it ran.' }));
  const command = compareValue(commandOf(from), commandOf(to), [...gapsOf('command', from, to), ...notSeen]);
  const bases = pairByKey(from.bases, to.bases, ({ reference }) => reference).map(({ key, from: before, to: after }) => ({
    reference: key,
    change: before !== undefined && after !== undefined ? ('same' as const) : oneSided(before === undefined ? 'to' : 'from', gaps),
  }));
  const listed = command.from === undefined && command.to === undefined ? bases : [command, ...bases];
  return { entries: { command, bases }, summary: summarise(countChanges(listed), [...gaps, ...gapsOf('command', from, to), ...notSeen]) };
}

/** Compares what the headers of the files say. */
export function compareFacts(from: Lineage, to: Lineage): Compared<readonly FactChange[]> {
  const entries = pairByKey(from.facts, to.facts, ({ name }) => name).map((pair) => ({ name: pair.key, ...compareValue(pair.from?.value, pair.to?.value, []) }));
  return { entries, summary: summarise(countChanges(entries), []) };
}

function commandOf({ command }: Lineage): string | undefined {
  return command === undefined ? undefined : `${command.argv.join(' ')}${command.cwd === '.' ? '' : ` (in ${command.cwd})`}`;
}
