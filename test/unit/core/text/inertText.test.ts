import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inertText } from '../../../../src/core/text/inertText.ts';

const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/;
const REORDERING = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** Strings in which the dangerous is frequent. */
const hostile = fc.string({ unit: fc.oneof(fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), fc.constantFrom('\x1b', '\x9b', '\u202e', '\u2066', '\ud800', '\u{e0041}', 'a', '\n', '\t', '\r')) });

describe('inertText', () => {
  test('leaves no control, no character that reorders text and no lone surrogate', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const inert = inertText(text);
        expect(inert).not.toMatch(CONTROLS);
        expect(inert).not.toMatch(REORDERING);
        expect(inert.isWellFormed()).toBe(true);
      }),
    );
  });

  test('changes nothing more when it is applied again', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(inertText(inertText(text))).toBe(inertText(text));
      }),
    );
  });

  test('leaves ordinary text of any script and emoji alone', () => {
    for (const text of ['plain', 'Größe naïve 模型 モデル', '👩‍🔬 🇩🇪 ❤️', 'שלום', 'C:\\models\\x1b']) expect(inertText(text)).toBe(text);
  });

  test('shows what it took away', () => {
    expect(inertText('a\nb\tc\r\x1b[31m\x07\x9b\u202e\ufeff\u{e0041}')).toBe('a\\nb\\tc\\r\\x1b[31m\\x07\\x9b\\u202e\\ufeff\\u{e0041}');
  });

  test('keeps line feeds and tabs alone where lines are wanted', () => {
    expect(inertText('a\n\tb\r\n\x1b]0;x\x07', 'lines')).toBe('a\n\tb\\r\n\\x1b]0;x\\x07');
  });
});
