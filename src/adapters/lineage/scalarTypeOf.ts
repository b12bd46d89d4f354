import type { ScalarType } from './valueNode.ts';

/** The type of a value of which only its text (as Python's `str` writes it) is known. */
export function scalarTypeOf(text: string): ScalarType {
  if (/^[-+]?\d+$/.test(text)) return 'int';
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) || /^(?:NaN|-?Infinity)$/.test(text)) return 'float';
  if (/^(?:true|false)$/i.test(text)) return 'bool';
  return /^(?:null|none)$/i.test(text) ? 'null' : 'string';
}
