import type { Moment } from '../../core/model/moment.ts';
import type { MomentReader } from '../../core/ports/momentReader.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';

/** Which position a claimed time stands for, read from the running maximum that each segment keeps. */
export function momentReader(database: Database): MomentReader {
  const one = (sql: string, ...values: SqlValue[]): SqlRow | undefined => database.prepare(sql).get(...values);
  const number = (sql: string, ...values: SqlValue[]): number | undefined => (one(sql, ...values)?.['n'] ?? undefined) as number | undefined;
  const lastPosition = (): number => number('SELECT max(position) AS n FROM event') ?? -1;

  /** The event before the first that brings the running maximum beyond the time. */
  function positionAt(time: string): number {
    const beyond = one('SELECT n0, n FROM segment WHERE latest > ? ORDER BY latest, slot LIMIT 1', time);
    if (beyond === undefined) return lastPosition();
    const n0 = beyond['n0'] as number;
    return (number('SELECT min(position) AS n FROM event WHERE position BETWEEN ? AND ? AND time > ?', n0, n0 + (beyond['n'] as number) - 1, time) ?? n0) - 1;
  }

  /** The greatest time that was claimed up to a position. */
  function latestAt(position: number): string {
    const slot = number('SELECT slot AS n FROM event WHERE position = ?', position) ?? 0;
    const before = (one('SELECT latest FROM segment WHERE slot = ?', slot - 1)?.['latest'] as string | undefined) ?? '';
    const n0 = number('SELECT n0 AS n FROM segment WHERE slot = ?', slot) ?? 0;
    const within = one('SELECT max(time) AS time FROM event WHERE position BETWEEN ? AND ?', n0, position)?.['time'] as string;
    return before > within ? before : within;
  }

  return {
    momentAt: (moment: Moment) => {
      const last = lastPosition();
      const position = 'position' in moment ? moment.position : positionAt(moment.time);
      if (position < 0 || position > last) return { last, first: one('SELECT time FROM event WHERE position = 0')?.['time'] as string };
      const until = 'time' in moment ? moment.time : '';
      const backwards = number('SELECT min(segment.backwards) AS n FROM segment JOIN event ON event.position = segment.backwards WHERE segment.backwards IS NOT NULL AND (segment.backwards <= ? OR event.time <= ?)', position, until);
      return { position, time: latestAt(position), ...(backwards === undefined ? {} : { backwards }) };
    },
  };
}
