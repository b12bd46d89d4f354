import type { RegistryError } from '../../core/errors.ts';
import { inertText } from '../../core/text/inertText.ts';
import { displayWidth } from './displayWidth.ts';
import { line, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Characters of the query that are shown before the place that is wrong. */
const BEFORE = 40;

/** The query with a mark under the place where it is wrong; nothing for other errors. */
export function queryMark({ code, details }: RegistryError, facts: Facts): string {
  const { query, position } = details ?? {};
  if (code !== 'query.invalid' || typeof query !== 'string' || typeof position !== 'number') return '';
  const start = position > BEFORE ? position - BEFORE : 0;
  const before = (start > 0 ? '…' : '') + inertText(query.slice(start, position));
  const after = inertText(query.slice(position, position + Math.max(10, facts.width - 6 - BEFORE)));
  return line([`  ${before}${after}`], facts) + line([`  ${' '.repeat(displayWidth(before))}`, look('bad', '^')], facts);
}
