import { applyEdits, modify, type Edit, type JSONPath } from 'jsonc-parser';

const INDENT = '  ';

/**
 * Sets one value in JSON text with comments; every other character of the text stays. New members go on lines of their
 * own, indented by their depth. (The library's own formatting lays out the neighbours of a new member anew.)
 */
export function editJson(text: string, path: JSONPath, value: unknown): string {
  const edits = modify(text, path, value, { getInsertionIndex: (members) => members.length });
  return applyEdits(text, edits.map((edit) => layOut(text, path, edit)));
}

/** The library answers an inserted member as `,"key":value` (or without the comma in an empty object). */
function layOut(text: string, path: JSONPath, edit: Edit): Edit {
  const [, comma = '', key, member] = /^(,?)("(?:[^"\\]|\\.)*"):(.*)$/s.exec(edit.content) ?? [];
  if (edit.length > 0 || key === undefined || member === undefined) return edit;
  const depth = path.findIndex((part) => JSON.stringify(part) === key) + 1;
  const indent = INDENT.repeat(depth);
  const value = JSON.stringify(JSON.parse(member), null, INDENT).replaceAll('\n', `\n${indent}`);
  const rest = text.slice(edit.offset + edit.length);
  const closes = /^[ \t]*\}/.test(rest) ? `\n${INDENT.repeat(depth - 1)}` : '';
  return { ...edit, content: `${comma}\n${indent}${key}: ${value}${closes}` };
}
