import type { OrderKey } from '../../core/search/searchQuery.ts';
import type { SqlValue } from './database.ts';
import { sql, type SqlFragment } from './sqlFragment.ts';

/** A query that reads `position`, `first` and `second` from an index in the order of a key, versions that are equal in it newest first. */
export interface OrderWalk {
  readonly rows: SqlFragment;
  /** Order of its rows, in its own columns. */
  readonly order: readonly SqlFragment[];
}

/** Walks one after the other, and whether versions without a value come after them. */
export interface OrderWalks {
  readonly walks: readonly OrderWalk[];
  /** That the version `v` has no value; absent where every version has one. */
  readonly without?: SqlFragment;
}

/** Values of the key at the version after which a page begins; absent: from the first on. */
export interface WalkCursor {
  readonly after: number;
  readonly marks: readonly SqlValue[];
}

/** How an index leads through the versions in the order of a key; nothing where there is none for it. */
export function orderWalks({ field, descending }: OrderKey, cursor: WalkCursor | undefined): OrderWalks | undefined {
  const [mark, second] = cursor?.marks ?? [];
  const way = descending ? sql` DESC` : sql``;
  const beyond = (column: SqlFragment, value: SqlValue | undefined): SqlFragment => (value === undefined || value === null ? sql`` : descending ? sql` AND ${column} <= ${value}` : sql` AND ${column} >= ${value}`);
  switch (field.kind) {
    case 'time':
      return { walks: [{ rows: sql`SELECT t.position AS position, t.time AS first, 0 AS second FROM version t INDEXED BY versionTime WHERE 1${beyond(sql`t.time`, mark)} ORDER BY t.time${way}, t.position DESC`, order: [sql`first${way}`] }] };
    case 'metric': {
      const rows = sql`SELECT o.version AS position, o.number AS first, 0 AS second FROM versionMetric o WHERE o.name = ${field.name} AND o.number IS NOT NULL${beyond(sql`o.number`, mark)} ORDER BY o.number${way}, o.version DESC`;
      const without = sql`NOT EXISTS (SELECT 1 FROM versionMetric o WHERE o.version = v.position AND o.name = ${field.name} AND o.number IS NOT NULL)`;
      return { walks: mark === null ? [] : [{ rows, order: [sql`first${way}`] }], without };
    }
    case 'param': {
      const numbers = sql`SELECT o.version AS position, o.number AS first, o.value AS second FROM versionParam o WHERE o.name = ${field.name} AND o.number IS NOT NULL${beyond(sql`o.number`, mark)} ORDER BY o.number${way}, o.value${way}, o.version DESC`;
      const texts = sql`SELECT o.version AS position, 0 AS first, o.value AS second FROM versionParam o WHERE o.name = ${field.name} AND o.number IS NULL${mark === null ? beyond(sql`o.value`, second) : sql``} ORDER BY o.value${way}, o.version DESC`;
      const order = [sql`first${way}`, sql`second${way}`];
      const without = sql`NOT EXISTS (SELECT 1 FROM versionParam o WHERE o.version = v.position AND o.name = ${field.name})`;
      return { walks: [...(mark === null ? [] : [{ rows: numbers, order }]), ...(mark === null && second === null ? [] : [{ rows: texts, order }])], without };
    }
    default:
      return undefined;
  }
}
