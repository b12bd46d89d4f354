import { expect, it } from 'vitest';
import { isOfLostRow } from '../../../../src/extension/commands/isOfLostRow.ts';

it('knows a command of a row that is gone by the two arguments of a row, of which the first is missing', () => {
  expect([[undefined, undefined], [undefined, null], [null, null]].map(isOfLostRow)).toEqual([true, true, true]);
});

it('takes no other command for one: the palette, the title of a view, a row, a link', () => {
  expect([[], [undefined], [{ subject: {} }, null], [{ cwd: '/p', ref: 'fraud:v1' }]].map(isOfLostRow)).toEqual([false, false, false, false]);
});
