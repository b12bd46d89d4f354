/**
 * The ledger's segments, one a slot, put if absent; a slot once used is never changed or reused. Synchronous: a local log
 * is read and written inside the catalogue's transaction (`ledger.md` §3.12).
 */
export interface SegmentLog {
  /** Bytes of a slot, or undefined when it is empty. Answers at most 4 MiB + 1 byte. */
  read(slot: number): Uint8Array | undefined;
  /** True when the slot is used; a stat, no read. */
  has(slot: number): boolean;
  /**
   * Writes a slot durably unless it is used. Exactly one of any number of writers gets `created`.
   * @throws RegistryError store.full, registry.readOnly, store.failed, registry.vanished
   */
  put(slot: number, bytes: Uint8Array): 'created' | 'exists';
  /** Number of the highest used slot, or −1: by listing, for rebuild and verify, which must notice a gap. */
  last(): number;
}
