import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manyLines, oneLine } from '../../../../src/extension/texts/oneLine.ts';

it('a text of several lines goes through a box of one line and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\\', 'n', '.') }), (text) => {
      expect(oneLine(text)).not.toContain('\n');
      expect(manyLines(oneLine(text))).toBe(text);
    }),
  );
});

it('what looks like a line end in a language stays as it was typed', () => {
  expect(manyLines('C:\\new\\table')).toBe('C:\\new\\table');
});
