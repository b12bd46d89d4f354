import type { Change, FactRow } from '../model/rows.ts';

/** The rows with which a fact gets another value; empty text: none. */
export function factChanges(subject: string, fact: FactRow['fact'], value: string, author: string, position: number): readonly Change[] {
  const end: Change = { end: 'fact', where: { subject, fact }, toPosition: position };
  if (value === '') return [end];
  return [end, { table: 'fact', row: { subject, fact, value, author, fromPosition: position, toPosition: null } }];
}
