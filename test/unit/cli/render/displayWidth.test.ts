import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, fitToWidth } from '../../../../src/cli/render/displayWidth.ts';

describe('displayWidth', () => {
  test('counts columns as terminals do', () => {
    expect(displayWidth('abc')).toBe(3);
    expect(displayWidth('模型')).toBe(4);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('👩‍🔬')).toBe(2);
    expect(displayWidth('🇩🇪')).toBe(2);
    expect(displayWidth('❤️')).toBe(2);
    expect(displayWidth('ｱ')).toBe(1);
    expect(displayWidth('한국')).toBe(4);
    expect(displayWidth('…━')).toBe(2);
  });
});

describe('fitToWidth', () => {
  test('never gives more columns than it was allowed, and keeps what fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const fitted = fitToWidth(text, width);
        expect(displayWidth(fitted)).toBeLessThanOrEqual(width);
        if (displayWidth(text) <= width) expect(fitted).toBe(text);
      }),
    );
  });

  test('marks the cut', () => {
    expect(fitToWidth('Tune dropout and more', 12)).toBe('Tune dropou…');
    expect(fitToWidth('模型模型', 4)).toBe('模…');
  });
});
