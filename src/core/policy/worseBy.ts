import { compareDecimals, multiplyDecimals, parseDecimal, subtractDecimals, type Decimal } from '../text/decimal.ts';

const ZERO = parseDecimal('0') as Decimal;
const HUNDRED = parseDecimal('100') as Decimal;

/**
 * By how much a value is worse than the baseline's (negative: better), and whether that is within the tolerance: an
 * amount, or a percentage of the baseline's magnitude. Exact: a percentage is compared by multiplying, never dividing.
 */
export function worseBy({ direction, tolerance }: { readonly direction: 'max' | 'min'; readonly tolerance: string }, baseline: Decimal, value: Decimal): { readonly worse: Decimal; readonly within: boolean } {
  const worse = direction === 'max' ? subtractDecimals(baseline, value) : subtractDecimals(value, baseline);
  const allowed = parseDecimal(tolerance.replace(/%$/, '')) ?? ZERO;
  if (!tolerance.endsWith('%')) return { worse, within: compareDecimals(worse, allowed) <= 0 };
  const magnitude = compareDecimals(baseline, ZERO) < 0 ? subtractDecimals(ZERO, baseline) : baseline;
  return { worse, within: compareDecimals(multiplyDecimals(worse, HUNDRED), multiplyDecimals(allowed, magnitude)) <= 0 };
}
