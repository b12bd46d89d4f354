import type { Doubt, Lineage } from '../model/lineage.ts';
import type { NoteChange } from './sectionChanges.ts';
import { summarise } from './sectionSummary.ts';
import type { Compared } from './versionDiff.ts';

/** Doubts and gaps of both sides, doubts first. Sides share one when its code, fact and place among its kind agree. */
export function compareDoubts(from: Lineage, to: Lineage): Compared<readonly NoteChange[]> {
  const entries = [...pairNotes('doubt', from.doubts, to.doubts), ...pairNotes('missing', from.missing, to.missing)];
  const counts = new Map<string, number>();
  for (const { on } of entries) {
    const change = { both: 'same', from: 'removed', to: 'added' }[on];
    counts.set(change, (counts.get(change) ?? 0) + 1);
  }
  return { entries, summary: summarise(counts, []) };
}

/** First those with the same sentence, then those with the same code, whose sentences name other times or files. */
function pairNotes(kind: NoteChange['kind'], from: readonly Doubt[], to: readonly Doubt[]): readonly NoteChange[] {
  const partner = new Map<Doubt, Doubt>();
  for (const key of [({ code, fact, message }: Doubt) => `${code}\n${fact}\n${message}`, ({ code, fact }: Doubt) => `${code}\n${fact}`]) {
    const used = new Set(partner.values());
    const waiting = new Map<string, Doubt[]>();
    for (const note of to) if (!used.has(note)) waiting.set(key(note), [...(waiting.get(key(note)) ?? []), note]);
    for (const note of from) {
      const found = partner.has(note) ? undefined : waiting.get(key(note))?.shift();
      if (found !== undefined) partner.set(note, found);
    }
  }
  const used = new Set(partner.values());
  return [
    ...from.map((note): NoteChange => {
      const other = partner.get(note);
      return { kind, code: note.code, fact: note.fact, on: other === undefined ? 'from' : 'both', from: note.message, ...(other === undefined ? {} : { to: other.message }) };
    }),
    ...to.filter((note) => !used.has(note)).map((note): NoteChange => ({ kind, code: note.code, fact: note.fact, on: 'to', to: note.message })),
  ];
}
