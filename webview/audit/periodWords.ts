import type { StagePeriod } from '../../src/core/operations/stageOperations.ts';
import { inertText } from '../../src/core/text/inertText.ts';
import { formatTime } from '../../src/core/text/quantities.ts';
import { say } from '../shared/say.ts';

/** How versions come to hold a stage; each has a mark of its own. */
export type Entry = StagePeriod['entry'];

const shown = (text: string): string => inertText(text.slice(0, 2_000));

/** How a version came to hold a stage, in words. */
export function entryWords(entry: Entry): string {
  return { promoted: say('promoted'), overridden: say('against the rules'), rolledBack: say('rolled back'), replaced: say('put aside') }[entry];
}

/** How it left: `replaced`; that it holds it now. */
export function exitWords({ exit }: StagePeriod): string {
  return exit === undefined ? say('holds it now') : { replaced: say('replaced'), moved: say('moved on'), demoted: say('demoted'), rolledBack: say('rolled back') }[exit];
}

/** `v12 (1.4.0)` */
export function versionWords({ number, tag }: StagePeriod): string {
  return tag === undefined ? `v${number}` : `v${number} (${shown(tag)})`;
}

/** The day and time at which a period began, and ended; the latter empty while it lasts. */
export function periodTimes({ since, until }: StagePeriod): { readonly from: string; readonly until: string } {
  return { from: formatTime(shown(since)), until: until === undefined ? '' : formatTime(shown(until)) };
}

/** One sentence for who does not see the bar. */
export function periodSentence(period: StagePeriod): string {
  const { from, until } = periodTimes(period);
  return [`${shown(period.stage)}: ${versionWords(period)}`, `${entryWords(period.entry)} ${from}`, `${exitWords(period)}${until === '' ? '' : ` ${until}`}`].join(', ');
}

/** What the tooltip says: a heading, then lines of a name and a text. */
export function periodFacts(period: StagePeriod): readonly (readonly [name: string, text: string])[] {
  const { from, until } = periodTimes(period);
  const message = shown(period.message);
  return [
    [say('From'), `${from} (${entryWords(period.entry)})`],
    [say('Until'), until === '' ? exitWords(period) : `${until} (${exitWords(period)})`],
    [say('Who'), shown(period.author)],
    ...(message === '' ? [] : [[say('Message'), message.length > 300 ? `${message.slice(0, 299)}…` : message] as const]),
    ...(period.entry === 'replaced' ? [] : [[say('Approvals'), period.approvedBy === undefined ? say('none') : shown(period.approvedBy.join(', '))] as const]),
  ];
}
