import type { Database } from './database.ts';

/** A remembered content hash; `entry` rises with every write, so that a reader can ask for what is new. */
export interface FileHashEntry {
  readonly entry: number;
  readonly key: string;
  readonly sha256: string;
}

/** Content hashes by stat key, kept in the database: lost with it, and only time is lost. */
export interface FileHashTable {
  /** Entries after `entry`, oldest first. */
  after(entry: number, limit: number): readonly FileHashEntry[];
  /** Remembers hashes; the caller holds the transaction. */
  add(entries: readonly (readonly [key: string, sha256: string])[]): void;
}

const MOST_ENTRIES = 500_000;

/** The table `fileHash`. */
export function fileHashTable(database: Database): FileHashTable {
  return {
    after: (entry, limit) => database.prepare('SELECT entry, key, sha256 FROM fileHash WHERE entry > ? ORDER BY entry LIMIT ?').all(entry, limit) as unknown as FileHashEntry[],
    add: (entries) => {
      const insert = database.prepare('INSERT OR REPLACE INTO fileHash (key, sha256) VALUES (?, ?)');
      for (const [key, sha256] of entries) insert.run(key, sha256);
      database.prepare('DELETE FROM fileHash WHERE entry <= (SELECT max(entry) FROM fileHash) - ?').run(MOST_ENTRIES);
    },
  };
}
