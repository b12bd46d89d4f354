import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenValues } from '../../../../src/adapters/lineage/flattenValues.ts';
import { parseTomlValue } from '../../../../src/adapters/lineage/parseTomlValue.ts';
import { RegistryError } from '../../../../src/core/errors.ts';

const values = (text: string): readonly string[] => flattenValues(parseTomlValue(text)).values.map(({ name, type, value }) => `${name}=${type}:${value}`);
const refusal = (text: string): string => {
  try {
    flattenValues(parseTomlValue(text));
    return 'read';
  } catch (error) {
    return RegistryError.is(error, 'file.unreadable') ? error.message : `other: ${String(error)}`;
  }
};

describe('parseTomlValue', () => {
  it('keeps numbers as they were written, but for underscores', () => {
    expect(values('a = 1_000\nb = 9223372036854775807\nc = 0xDEAD_BEEF0\n')).toEqual(['a=int:1000', 'b=int:9223372036854775807', 'c=int:0xDEADBEEF0']);
    expect(values('a = 1e-05\nb = 0.10\nc = 6_000.000_1\nd = 0.12345678901234567890123\ne = -0.0\n')).toEqual(['a=float:1e-05', 'b=float:0.10', 'c=float:6000.0001', 'd=float:0.12345678901234567890123', 'e=float:-0.0']);
    expect(values('a = inf\nb = +inf\nc = -inf\nd = -nan\n')).toEqual(['a=float:Infinity', 'b=float:Infinity', 'c=float:-Infinity', 'd=float:NaN']);
  });

  it('keeps dates and times as text', () => {
    expect(values('a = 1979-05-27 07:32:00\nb = 1979-05-27T07:32:00.50-07:00\nc = 1979-05-27\nd = 07:32:00\n')).toEqual(['a=string:1979-05-27 07:32:00', 'b=string:1979-05-27T07:32:00.50-07:00', 'c=string:1979-05-27', 'd=string:07:32:00']);
  });

  it('reads strings of every kind, booleans, and keys of every kind', () => {
    expect(values('a = "x\\u00e9"\nb = \'c:\\x\'\nc = """\nhi\\\n  you"""\nd = true\n"e.f".g = 1\n3.14 = 2\n')).toEqual(['a=string:xé', 'b=string:c:\\x', 'c=string:hiyou', 'd=bool:true', 'e.f.g=int:1', '3.14=int:2']);
  });

  it('gathers tables from all over the file, and lists of tables with their own tables', () => {
    expect(values('[a.b]\nx = 1\n[c]\n[a]\ny = {z = [1, {w = 2}]}\n')).toEqual(['a.b.x=int:1', 'a.y.z.0=int:1', 'a.y.z.1.w=int:2']);
    expect(values('[[p]]\nq = 1\n[p.s]\nx = 1\n[[p]]\n[[p.t]]\ny = 1\n[[p.t]]\ny = 2\n')).toEqual(['p.0.q=int:1', 'p.0.s.x=int:1', 'p.1.t.0.y=int:1', 'p.1.t.1.y=int:2']);
  });

  it('takes names for names that mean something to JavaScript', () => {
    expect(values('__proto__.x = 1\n[constructor]\ntoString = 2\n')).toEqual(['__proto__.x=int:1', 'constructor.toString=int:2']);
  });

  it.each(['a = 1\na = 2', '[a]\n[a]', 'a = {b = 1}\na.c = 2', '[a]\nb = 1\n[a.b]', 'a = 01', 'a = 1979-13-45', 'a = "\\uD800"', 'a = [1', 'a', 'a = 1 b = 2', '= 1', 'a = "\u0000"'])('refuses what is no TOML: %j', (text) => {
    expect(refusal(text)).toMatch(/^This is not usable TOML: .+\.$/);
  });

  it('says in which line', () => {
    expect(refusal('a = 1\nb = [1,,2]\n')).toBe('This is not usable TOML: Unexpected token (line 2).');
  });

  it('refuses what is too deep or too large, without exhausting the stack', () => {
    expect(refusal(`a = ${'['.repeat(1000)}${']'.repeat(1000)}`)).toMatch(/too deeply/);
    expect(refusal(`${Array(30_000).fill('a').join('.')} = 1`)).toMatch(/too deeply/);
    expect(refusal(`[${Array(100).fill('a').join('.')}]\n`)).toMatch(/too deeply/);
    expect(refusal(`a = ${'{a = '.repeat(100)}1${'}'.repeat(100)}`)).toMatch(/too deeply/);
    expect(refusal(`a = ${'['.repeat(100_000)}`)).toMatch(/^This is not usable TOML/);
    expect(refusal(`a = "${'x'.repeat(300_000)}"`)).toMatch(/larger than 256 KiB/);
    expect(refusal(`a = "${'\\\\'.repeat(130_000)}"`)).toMatch(/^(read$|This is not usable TOML)/);
  });

  it('answers or refuses any text, and never fails otherwise', () => {
    const unit = fc.constantFrom('a', 'b', ' = ', '.', '\n', '[', ']', '[[', ']]', '{', '}', ',', '"', "'", '"""', "'''", '\\', '#', '1', '_', '0x', 'e5', 'inf', 'true', '1979-05-27', 'T07:32:00', '\t', '\r', '\ud800', '__proto__');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (parts) => {
        expect(refusal(parts.join(''))).toMatch(/^(read$|This is not usable TOML: )/s);
      }),
      { numRuns: 500 },
    );
  });

  it('reads back any table of numbers and texts that was written down', () => {
    const value = fc.oneof(fc.maxSafeInteger().map((n) => [`int:${n}`, String(n)] as const), fc.string({ unit: 'grapheme-ascii' }).map((s) => [`string:${s}`, JSON.stringify(s)] as const));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/), value), { selector: ([key]) => key, maxLength: 20 }), (pairs) => {
        expect(values(pairs.map(([key, [, text]]) => `${key} = ${text}\n`).join(''))).toEqual(pairs.map(([key, [read]]) => `${key}=${read}`));
      }),
    );
  });
});
