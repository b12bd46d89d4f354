/**
 * A decimal number, exact: `coefficient` × 10^`exponent`, without trailing zeros in the coefficient, so that equal numbers
 * have equal members. Zero is 0 × 10^0; there is no −0, no infinity and no NaN.
 */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Longer texts are no numbers that anybody measured. */
const MOST_CHARACTERS = 400;
/** Far beyond the range of a double; keeps every aligned coefficient below 4,000 digits. */
const MOST_EXPONENT = 1000;
/** A number that needs more zeros than this beside its own digits is formatted with an exponent. */
const MOST_ZEROS = 30;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,20}))?$/;

/**
 * The number that a text writes: `0.953`, `1e-05`, `-3`, `.5`, `+2.`. Undefined for everything else: `NaN`, `Infinity`,
 * blanks, hexadecimal, underscores, more than 400 characters, an exponent beyond ±1000.
 */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', written = '0'] = match;
  const exponent = Number(written);
  if (whole === '' && fraction === '') return undefined;
  if (Math.abs(exponent) > MOST_EXPONENT) return undefined;
  const coefficient = BigInt(whole + fraction);
  return normalised(sign === '-' ? -coefficient : coefficient, exponent - fraction.length);
}

/** −1, 0 or 1 as `a` is smaller than, equal to or larger than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const [left, right] = aligned(a, b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** a + b. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right, exponent] = aligned(a, b);
  return normalised(left + right, exponent);
}

/** a − b. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right, exponent] = aligned(a, b);
  return normalised(left - right, exponent);
}

/** a × b. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return normalised(a.coefficient * b.coefficient, a.exponent + b.exponent);
}

/**
 * a ÷ b, for people: rounded (half away from zero) to `decimals` digits after the point. Undefined when `b` is zero.
 * The only function here that is not exact; no rule is judged by it.
 */
export function divideDecimals(a: Decimal, b: Decimal, decimals: number): Decimal | undefined {
  if (b.coefficient === 0n) return undefined;
  const shift = a.exponent - b.exponent + decimals;
  const above = 2n * size(a.coefficient) * (shift > 0 ? powerOfTen(shift) : 1n);
  const below = size(b.coefficient) * (shift < 0 ? powerOfTen(-shift) : 1n);
  const rounded = (above + below) / (2n * below);
  return normalised(a.coefficient < 0n === b.coefficient < 0n ? rounded : -rounded, -decimals);
}

/** The number without its sign. */
export function absoluteDecimal(a: Decimal): Decimal {
  return a.coefficient < 0n ? { coefficient: -a.coefficient, exponent: a.exponent } : a;
}

/**
 * The exact number in plain notation: `0.013`, `-12000`. With an exponent (`1.5e-40`) only where it would otherwise need
 * more than 30 zeros to fill it. `parseDecimal` reads it back while it is within its bounds.
 */
export function formatDecimal(a: Decimal): string {
  const sign = a.coefficient < 0n ? '-' : '';
  const digits = size(a.coefficient).toString();
  const point = digits.length + a.exponent;
  const zeros = Math.max(a.exponent, -point, 0);
  if (zeros > MOST_ZEROS) {
    const power = point - 1;
    return `${sign}${digits.charAt(0)}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${power < 0 ? '-' : '+'}${Math.abs(power)}`;
  }
  if (a.exponent >= 0) return sign + digits + '0'.repeat(a.exponent);
  return point > 0 ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}` : `${sign}0.${'0'.repeat(-point)}${digits}`;
}

/** A difference as it is shown, with its sign: `+0.013`, `-3`, `±0`. */
export function formatSigned(a: Decimal): string {
  if (a.coefficient === 0n) return '±0';
  return a.coefficient > 0n ? `+${formatDecimal(a)}` : formatDecimal(a);
}

/** Both coefficients at the smaller exponent. */
function aligned(a: Decimal, b: Decimal): readonly [left: bigint, right: bigint, exponent: number] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [raised(a, exponent), raised(b, exponent), exponent];
}

function raised(a: Decimal, exponent: number): bigint {
  return a.exponent === exponent ? a.coefficient : a.coefficient * powerOfTen(a.exponent - exponent);
}

function normalised(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  const digits = coefficient.toString();
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end--;
  const zeros = digits.length - end;
  return zeros === 0 ? { coefficient, exponent } : { coefficient: BigInt(digits.slice(0, end)), exponent: exponent + zeros };
}

function size(coefficient: bigint): bigint {
  return coefficient < 0n ? -coefficient : coefficient;
}

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}
