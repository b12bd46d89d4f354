import type { StagePeriod, StageSummary } from '../../core/operations/stageOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { firstLine } from './firstLine.ts';
import { line, table, type Cell, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Stages of a model with who holds them, one line each. */
export function stagesText({ stages, history }: { readonly stages: readonly StageSummary[]; readonly history?: readonly StagePeriod[] }, facts: Facts): string {
  const rows = stages.flatMap((stage) => holders(stage, facts));
  const now = table([{}, {}, {}, { flexible: true, drop: 2 }, { flexible: true }, { drop: 1 }], rows, facts);
  if (history === undefined) return now;
  const past = history.map((period) => pastRow(period, facts));
  return now + line([look('strong', 'History')], facts) + (past.length === 0 ? line([look('dim', '  No version has held a stage yet.')], facts) : table([{}, {}, {}, {}, {}, { flexible: true, drop: 1 }, { flexible: true, drop: 2 }], past, facts));
}

function holders({ name, versions, protected: isProtected, known }: StageSummary, facts: Facts): Cell[][] {
  const mark = look('dim', !known ? 'no longer in the policy' : isProtected ? 'protected' : '');
  if (versions.length === 0) return [[look('strong', name), look('dim', 'empty'), '', '', '', mark]];
  return versions.map((period, at) => [at === 0 ? look('strong', name) : '', nameOf(period), look('dim', formatAge(period.since, facts.now)), period.author, firstLine(period.message), [...(period.entry === 'overridden' ? [look('bad', 'against the rules'), '  '] : []), ...(at === 0 ? [mark] : [])]]);
}

function pastRow(period: StagePeriod, facts: Facts): Cell[] {
  const left = period.exit === undefined ? look('good', 'holds it') : look('dim', `${EXITS[period.exit]} ${formatAge(period.until ?? '', facts.now)}`);
  return [look('dim', formatAge(period.since, facts.now)), period.stage, nameOf(period), look(period.entry === 'overridden' ? 'bad' : 'accent', ENTRIES[period.entry]), left, period.author, firstLine(period.message)];
}

function nameOf({ number, tag }: StagePeriod): string {
  return tag === undefined ? `v${number}` : `v${number} (${tag})`;
}

const ENTRIES = { promoted: 'promoted', overridden: 'against the rules', rolledBack: 'rolled back', replaced: 'put aside' } as const;
const EXITS = { replaced: 'replaced', moved: 'moved on', demoted: 'demoted', rolledBack: 'rolled back' } as const;
