import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, parseCanonicalJson, type Json } from '../../../../src/core/text/canonicalJson.ts';

const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'grapheme' }), fc.maxSafeInteger().map((n) => (n === 0 ? 0 : n)), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 4 })),
})).value;

/** The same value with the members of every object in the opposite order. */
function backwards(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(backwards);
  return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, backwards(member as Json)]));
}

describe('canonical JSON', () => {
  it('has one spelling that reads back to the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(parseCanonicalJson(text)).toEqual(JSON.parse(text));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('spells a value the same in whatever order its keys come', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(backwards(JSON.parse(canonicalJson(value))))).toBe(canonicalJson(value));
      }),
    );
  });

  it('orders keys by code unit and leaves out what is undefined', () => {
    expect(canonicalJson({ b: 1, aB: 2, a: 3, aZ: undefined })).toBe('{"a":3,"aB":2,"b":1}');
  });

  it.each([
    ['a space', '{"a": 1}'],
    ['another order', '{"b":1,"a":2}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['an escape that is not needed', '{"a":"\\u0061"}'],
    ['an exponent', '{"a":1e2}'],
    ['a float', '{"a":1.5}'],
    ['minus zero', '{"a":-0}'],
    ['an integer beyond 2^53', '{"a":9007199254740993}'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['__proto__ as a key', '{"__proto__":1}'],
    ['an upper-case key', '{"A":1}'],
    ['trailing text', '{"a":1} '],
    ['17 levels', '['.repeat(17) + ']'.repeat(17)],
    ['no JSON at all', '{'],
  ])('refuses %s', (_what, text) => {
    expect(parseCanonicalJson(text)).toBeUndefined();
  });
});
