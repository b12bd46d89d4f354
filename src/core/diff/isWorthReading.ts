import type { Section, SectionSummary } from './versionDiff.ts';

/** True for a section that a text shows whole. Metrics are always worth their table; doubts that both sides share change how the rest is read. */
export function isWorthReading(section: Section, { state, total }: SectionSummary): boolean {
  if (section === 'metrics' || section === 'doubts') return total > 0 || state === 'unknown';
  return state === 'changed' || state === 'unknown';
}
