import type { WriteOutResult } from '../../core/operations/fileOperations.ts';
import { formatCount } from '../../core/text/quantities.ts';
import { flow, paragraph, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** What pull, restore or code wrote and where. */
export function writeOutText(result: WriteOutResult, facts: Facts): string {
  const { ref, output, written, same } = result;
  const counts = [
    ...(written.length === 0 && same.length > 0 ? [] : [[look('good', `${formatCount(written.length, 'file')} written`)]]),
    ...(same.length === 0 ? [] : [[`${formatCount(same.length, 'file')} there already`]]),
  ];
  return flow([[look('strong', ref)], ...counts, [`in ${output}`]], facts) + result.notes.map((note) => paragraph(look('warn', `note: ${note}`), facts)).join('');
}
