import type { SqlValue } from './database.ts';

/** A piece of SQL with the values of its `?`. Its text comes from templates in this program only. */
export interface SqlFragment {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** SQL from a template: a fragment is put in, everything else becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (SqlFragment | SqlValue)[]): SqlFragment {
  let text = strings[0] ?? '';
  const values: SqlValue[] = [];
  for (const [i, part] of parts.entries()) {
    if (isFragment(part)) {
      text += part.text;
      values.push(...part.values);
    } else {
      text += '?';
      values.push(part);
    }
    text += strings[i + 1] ?? '';
  }
  return { text, values };
}

/** Fragments side by side with a word of SQL between them. */
export function joined(fragments: readonly SqlFragment[], between: ' AND ' | ' OR ' | ', ' | ' UNION '): SqlFragment {
  return { text: fragments.map(({ text }) => text).join(between), values: fragments.flatMap(({ values }) => values) };
}

function isFragment(part: SqlFragment | SqlValue): part is SqlFragment {
  return typeof part === 'object' && part !== null && 'text' in part;
}
