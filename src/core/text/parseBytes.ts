import { formatDecimal, multiplyDecimals, parseDecimal } from './decimal.ts';

const UNITS: Readonly<Record<string, string>> = { '': '1', B: '1', kB: '1e3', MB: '1e6', GB: '1e9', TB: '1e12', KiB: '1024', MiB: '1048576', GiB: '1073741824', TiB: '1099511627776' };

/** Bytes that a text names: `2 GB`, `1.5 GiB`, `4096`. Undefined for everything else, and for parts of a byte. */
export function parseBytes(text: string): number | undefined {
  const [, written = '', unit = ''] = /^(\d{1,18}(?:\.\d{1,18})?) ?([A-Za-z]{0,3})$/.exec(text) ?? [];
  const [amount, factor] = [parseDecimal(written), parseDecimal(Object.hasOwn(UNITS, unit) ? (UNITS[unit] ?? '') : '')];
  if (amount === undefined || factor === undefined) return undefined;
  const bytes = Number(formatDecimal(multiplyDecimals(amount, factor)));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
