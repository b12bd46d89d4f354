import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegistryError } from '../../../../src/core/errors.ts';
import { formatReference, parseReference } from '../../../../src/core/model/reference.ts';

const ID = 'a1b2c3d4'.repeat(8);

describe('references', () => {
  it.each<[string, object]>([
    ['fraud', { kind: 'newest', model: 'fraud' }],
    ['team/fraud:v7', { kind: 'number', model: 'team/fraud', number: 7 }],
    ['fraud:7', { kind: 'number', model: 'fraud', number: 7 }],
    ['fraud:1.4.0', { kind: 'tag', model: 'fraud', tag: '1.4.0' }],
    ['fraud:v1.4.0-rc.1', { kind: 'tag', model: 'fraud', tag: '1.4.0-rc.1' }],
    ['fraud@champion', { kind: 'alias', model: 'fraud', alias: 'champion' }],
    ['fraud#Production', { kind: 'stage', model: 'fraud', stage: 'Production' }],
    ['fraud~lr-sweep', { kind: 'branch', model: 'fraud', branch: 'lr-sweep' }],
    [`sha256:${ID}`, { kind: 'id', prefix: ID }],
    ['SHA256:A1B2C3D4', { kind: 'id', prefix: 'a1b2c3d4' }],
    ['a1b2c3d4', { kind: 'id', prefix: 'a1b2c3d4', model: 'a1b2c3d4' }],
    ['a1b2c3', { kind: 'newest', model: 'a1b2c3' }],
  ])('%s', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each(['', 'fraud:', 'fraud:v0', 'fraud:v-1', 'fraud:01', 'fraud:1.2', 'fraud@', 'fraud@latest', 'fraud#2', 'fraud~V1', 'a b', 'sha256:xyz', 'fraud:v99999999999'])('%j names nothing, and says which forms there are', (text) => {
    expect(() => parseReference(text)).toThrow(expect.objectContaining({ code: 'reference.invalid', hint: expect.stringContaining('NAME:v7') }));
  });

  it('reads back what it prints', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{1,9}$/), fc.integer({ min: 1, max: 999_999 }), (model, number) => {
      expect(parseReference(formatReference(model, number))).toEqual({ kind: 'number', model, number });
    }));
  });

  it('never throws anything but its own refusal', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      try {
        parseReference(text);
      } catch (error) {
        expect(RegistryError.is(error, 'reference.invalid')).toBe(true);
      }
    }));
  });
});
