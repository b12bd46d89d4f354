/** A number as written, long ones rounded to five significant digits: `0.953`, `0.95333`, `1e-05`. Other text comes back as it is. */
export function shortNumber(value: string): string {
  if (value.length <= 7 || !/^-?\d*\.?\d+(?:[eE][+-]?\d+)?$/.test(value)) return value;
  const rounded = Number(value);
  if (!Number.isFinite(rounded) || Number.isInteger(rounded)) return value;
  return String(Number(rounded.toPrecision(5)));
}

/** Difference of two numbers as written, with its sign (`+0.004`, `±0`); nothing when either is no finite number. */
export function numberDifference(value: string, before: string): string | undefined {
  const difference = Number(value) - Number(before);
  if (value.trim() === '' || before.trim() === '' || !Number.isFinite(difference)) return undefined;
  if (difference === 0) return '±0';
  const fixed = Math.abs(difference).toFixed(Math.min(12, Math.max(decimals(shortNumber(value)), decimals(shortNumber(before)))));
  const size = Number(fixed) === 0 ? String(Number(Math.abs(difference).toPrecision(2))) : fixed;
  return `${difference < 0 ? '-' : '+'}${size}`;
}

function decimals(value: string): number {
  return /^-?\d*\.(\d+)$/.exec(value)?.[1]?.length ?? 0;
}
