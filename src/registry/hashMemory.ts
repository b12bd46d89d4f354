import type { HashCache } from '../core/ports/collector.ts';
import type { Ledger } from './ledger/ledgerCalls.ts';

const PAGE = 5_000;

/** The hash cache of a registry in memory, filled from and flushed to its database a page at a time. */
export interface HashMemory extends HashCache {
  /** Takes in what other processes have remembered since the last call. */
  load(): Promise<void>;
  /** Writes what was remembered here; never fails. */
  flush(): Promise<void>;
}

/** A cache that is empty until it is loaded. */
export function hashMemory(ledger: Ledger): HashMemory {
  const known = new Map<string, string>();
  let pending: (readonly [string, string])[] = [];
  let seen = 0;
  return {
    get: (key) => known.get(key),
    set: (key, sha256) => {
      if (known.get(key) === sha256) return;
      known.set(key, sha256);
      pending.push([key, sha256]);
    },
    load: async () => {
      for (;;) {
        const page = await ledger.call('hashesAfter', { entry: seen, limit: PAGE });
        for (const { entry, key, sha256 } of page) {
          known.set(key, sha256);
          seen = entry;
        }
        if (page.length < PAGE) return;
      }
    },
    flush: async () => {
      const entries = pending;
      pending = [];
      // A cache: what cannot be written costs reading a file again, and must not fail what was committed.
      for (let at = 0; at < entries.length; at += PAGE) await ledger.call('addHashes', entries.slice(at, at + PAGE)).catch(() => undefined);
    },
  };
}
