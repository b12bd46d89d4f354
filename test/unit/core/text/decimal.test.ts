import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absoluteDecimal, addDecimals, compareDecimals, type Decimal, divideDecimals, formatDecimal, multiplyDecimals, parseDecimal, subtractDecimals } from '../../../../src/core/text/decimal.ts';

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (parsed === undefined) throw new Error(`${text} is no number`);
  return parsed;
}

/** A number as a fraction of whole numbers, made without the code under test. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const written = fc.record({ negative: fc.boolean(), whole: fc.bigInt({ min: 0n, max: 10n ** 40n }), fraction: fc.stringMatching(/^\d{0,30}$/), exponent: fc.integer({ min: -60, max: 60 }) }).map(({ negative, whole, fraction, exponent }) => {
  const over = (negative ? -1n : 1n) * BigInt(`${whole}${fraction}`) * (exponent > 0 ? 10n ** BigInt(exponent) : 1n);
  const under = 10n ** BigInt(fraction.length) * (exponent < 0 ? 10n ** BigInt(-exponent) : 1n);
  return { text: `${negative ? '-' : ''}${whole}.${fraction}e${exponent}`, value: { over, under } };
});

function same(found: Decimal, { over, under }: Fraction): boolean {
  const { coefficient, exponent } = found;
  return exponent < 0 ? coefficient * under === over * 10n ** BigInt(-exponent) : coefficient * 10n ** BigInt(exponent) * under === over;
}

describe('exact decimals', () => {
  it.each<[string, bigint, number]>([
    ['0.953', 953n, -3],
    ['1e-05', 1n, -5],
    ['1E+5', 1n, 5],
    ['-3', -3n, 0],
    ['.5', 5n, -1],
    ['-.50', -5n, -1],
    ['+2.', 2n, 0],
    ['1200', 12n, 2],
    ['0', 0n, 0],
    ['-0.000e7', 0n, 0],
    ['007', 7n, 0],
    ['3.0000000000000000000000000000000000001', 30000000000000000000000000000000000001n, -37],
  ])('reads %s', (text, coefficient, exponent) => {
    expect(parseDecimal(text)).toEqual({ coefficient, exponent });
  });

  it.each(['', '.', '-', 'e5', '.e5', 'NaN', 'nan', 'Infinity', '-inf', ' 1', '1 ', '1\n', '0x10', '1_000', '1,5', '1e', '1e1001', '1e-1001', '1e99999999999999999999', '--1', '1.2.3', '١', 'true', '1%', '9'.repeat(401)])('finds no number in %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['1e-05', '0.00001'],
    ['0.10', '0.1'],
    ['-.5', '-0.5'],
    ['1e21', '1000000000000000000000'],
    ['12.5e1', '125'],
    ['-0', '0'],
    ['1.5e-40', '1.5e-40'],
    ['-1e300', '-1e+300'],
    ['123456789012345678901234567890123456789012.5', '123456789012345678901234567890123456789012.5'],
  ])('formats %s as %s', (text, plain) => {
    expect(formatDecimal(decimal(text))).toBe(plain);
  });

  it('does not have the errors of binary fractions', () => {
    expect(formatDecimal(subtractDecimals(decimal('0.3'), decimal('0.1')))).toBe('0.2');
    expect(formatDecimal(addDecimals(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    expect(formatDecimal(multiplyDecimals(decimal('1.1'), decimal('1.1')))).toBe('1.21');
    expect(compareDecimals(decimal('0.92999999999999999999'), decimal('0.93'))).toBe(-1);
    expect(compareDecimals(decimal('9007199254740993'), decimal('9007199254740992'))).toBe(1);
  });

  it.each<[string, string, number, string | undefined]>([
    ['3', '11', 4, '0.2727'],
    ['-2', '3', 2, '-0.67'],
    ['1', '-8', 2, '-0.13'],
    ['-1', '-8', 2, '0.13'],
    ['1e-900', '1e900', 2, '0'],
    ['5', '0', 2, undefined],
  ])('divides %s by %s to %i digits', (a, b, digits, quotient) => {
    const found = divideDecimals(decimal(a), decimal(b), digits);
    expect(found && formatDecimal(found)).toBe(quotient);
  });

  it('adds, subtracts, multiplies and compares as fractions do', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const [left, right] = [decimal(a.text), decimal(b.text)];
        const [p, q] = [a.value, b.value];
        const under = p.under * q.under;
        expect(same(left, p)).toBe(true);
        expect(same(addDecimals(left, right), { over: p.over * q.under + q.over * p.under, under })).toBe(true);
        expect(same(subtractDecimals(left, right), { over: p.over * q.under - q.over * p.under, under })).toBe(true);
        expect(same(multiplyDecimals(left, right), { over: p.over * q.over, under })).toBe(true);
        const difference = p.over * q.under - q.over * p.under;
        expect(compareDecimals(left, right)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
        expect(absoluteDecimal(left).coefficient >= 0n).toBe(true);
      }),
    );
  });

  it('reads back what it formats, and equal numbers have equal members', () => {
    fc.assert(
      fc.property(written, ({ text }) => {
        const value = decimal(text);
        expect(parseDecimal(formatDecimal(value))).toEqual(value);
        expect(value.exponent === 0 || value.coefficient % 10n !== 0n).toBe(true);
      }),
    );
  });

  it('agrees with doubles on what they print', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Number(formatDecimal(decimal(String(value)))) === (value === 0 ? 0 : value)));
  });
});
