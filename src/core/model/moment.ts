import { RegistryError } from '../errors.ts';
import { isoTime, readTime } from '../text/isoTime.ts';

/** A moment of the registry: after the event at a position, or at a claimed time (ISO 8601). */
export type Moment = { readonly position: number } | { readonly time: string };

/**
 * Reads `1204`, `#1204`, `2026-05-01` (its first instant, UTC), `2026-05-01T10:30+02:00`.
 * @throws RegistryError usage.invalid
 */
export function readMoment(text: string): Moment {
  const position = /^#?(\d{1,15})$/.exec(text);
  if (position !== null) return { position: Number(position[1]) };
  const span = readTime(text);
  if (span !== undefined) return { time: isoTime(span.from) };
  throw new RegistryError('usage.invalid', `${JSON.stringify(text.slice(0, 100))} is no moment of the registry.`, { hint: 'Give a position like 1204, or a time like 2026-05-01 or 2026-05-01T10:30Z; without a zone it is UTC.' });
}
