import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { JsonNode } from '../../../../src/core/text/strictJson.ts';
import { parseStrictJson } from '../../../../src/core/text/strictJson.ts';

const limits = { maxDepth: 64, maxBytes: 1 << 20 };

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'null':
      return null;
    case 'number':
      return Number(node.text);
    case 'array':
      return node.elements.map(plain);
    case 'object':
      return Object.fromEntries([...node.members].map(([key, value]) => [key, plain(value)]));
    default:
      return node.value;
  }
}

function refused(text: string, more: object = {}): string {
  try {
    parseStrictJson(text, { ...limits, ...more });
  } catch (error) {
    if (RegistryError.is(error, 'file.unreadable')) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('strict JSON', () => {
  it('reads what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        expect(plain(parseStrictJson(text, limits))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('accepts nothing that JSON.parse refuses', () => {
    const mutated = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ',', '"', '{', ']', '0', '\\', '\u0001', '.', 'e', ' ', 'NaN'));
    fc.assert(
      fc.property(mutated, ([text, at, insert]) => {
        const cut = at % (text.length + 1);
        const changed = text.slice(0, cut) + insert + text.slice(cut + (at % 2));
        if (refused(changed) === 'accepted') expect(() => JSON.parse(changed) as unknown).not.toThrow();
      }),
    );
  });

  it('keeps numbers exactly as written', () => {
    const root = parseStrictJson('{"lr": 1e-05, "big": 12345678901234567890, "one": 1.0}', limits);
    expect(root.kind === 'object' && [...root.members.values()]).toEqual([
      { kind: 'number', text: '1e-05' },
      { kind: 'number', text: '12345678901234567890' },
      { kind: 'number', text: '1.0' },
    ]);
  });

  it('takes NaN and Infinity only where they are asked for', () => {
    expect(refused('NaN')).toContain('a value was expected');
    const root = parseStrictJson('[NaN, Infinity, -Infinity, -1]', { ...limits, nonFinite: true });
    expect(root.kind === 'array' && root.elements.map((node) => node.kind === 'number' && node.text)).toEqual(['NaN', 'Infinity', '-Infinity', '-1']);
  });

  it('keeps a key named __proto__ as a key', () => {
    const root = parseStrictJson('{"__proto__": 1}', limits);
    expect(root.kind === 'object' && [...root.members.keys()]).toEqual(['__proto__']);
  });

  it('refuses duplicate keys, however they are escaped, and says where', () => {
    expect(refused('{"a": 1,\n "\\u0061": 2}')).toBe('This is not valid JSON: a key appears twice (line 2, column 10).');
  });

  it('refuses nesting, size and number of values over the limits', () => {
    expect(refused('['.repeat(100_000))).toContain('nested too deeply');
    expect(refused(`"${'é'.repeat(600)}"`, { maxBytes: 1000 })).toContain('larger than 1000 bytes');
    expect(refused(`"${'é'.repeat(400)}"`, { maxBytes: 1000 })).toBe('accepted');
    expect(refused(`[${'0,'.repeat(50)}0]`, { maxNodes: 50 })).toContain('too many values');
  });

  it.each(['', ' ', '{', '[1,]', '{"a":1,}', '01', '1.', '.5', '+1', '-', '"\\x"', '"\\ud800"', '"\u0001"', 'true false', "{'a':1}", '[1 2]', '\ufeff1', 'tru'])('refuses %j', (text) => {
    expect(refused(text)).not.toBe('accepted');
  });
});
