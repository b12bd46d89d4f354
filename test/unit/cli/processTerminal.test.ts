import { describe, expect, test } from 'vitest';
import { columnsOf, wantsColour } from '../../../src/cli/processTerminal.ts';

describe('the terminal of the process', () => {
  test('has colour on a terminal alone, unless it is told otherwise', () => {
    expect(wantsColour(true, {})).toBe(true);
    expect(wantsColour(false, {})).toBe(false);
    expect(wantsColour(true, { TERM: 'dumb' })).toBe(false);
    expect(wantsColour(true, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColour(true, { NO_COLOR: '' })).toBe(true);
    expect(wantsColour(false, { FORCE_COLOR: '1' })).toBe(true);
    expect(wantsColour(true, { FORCE_COLOR: '0' })).toBe(false);
    expect(wantsColour(true, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
  });

  test('is as wide as it says, and without end in a pipe', () => {
    expect(columnsOf({ columns: 100 }, { COLUMNS: '60' })).toBe(100);
    expect(columnsOf({ columns: 0 }, {})).toBe(80);
    expect(columnsOf({}, { COLUMNS: '60' })).toBe(60);
    expect(columnsOf({}, { COLUMNS: '3' })).toBe(Infinity);
    expect(columnsOf({}, {})).toBe(Infinity);
  });
});
