import { expect, it } from 'vitest';
import { changeWithin } from '../../../../webview/audit/changeWithin.ts';

it('leaves the model out of what it changed, so that a long name does not hide the change', () => {
  expect(changeWithin('Production of toxicity-int8: v6 → v7, from Staging', 'toxicity-int8')).toBe('Production: v6 → v7, from Staging');
  expect(changeWithin('Against the rules: Production of toxicity-int8: v6 → v7', 'toxicity-int8')).toBe('Against the rules: Production: v6 → v7');
  expect(changeWithin('toxicity-int8:v7 approved for Production', 'toxicity-int8')).toBe('v7 approved for Production');
});

it('touches no other name, and nothing where the list is about every model', () => {
  expect(changeWithin('Production of iris: v6 → v7', undefined)).toBe('Production of iris: v6 → v7');
  expect(changeWithin('data:v1 says of anemone: ana:v2', 'a')).toBe('data:v1 says of anemone: ana:v2');
  expect(changeWithin('Owner of a.b: nobody → of axb', 'a.b')).toBe('Owner: nobody → of axb');
});

it('shows nothing that acts', () => {
  expect(changeWithin('Alias of m: \u202e\u001b[1m', 'm')).not.toMatch(/[\u001b\u202e]/);
});
