/** What a process brings along to run operations. */
export interface OperationsOptions {
  /** Folder of the bundles: worker scripts and the SQLite binary lie there. */
  readonly programFolder: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Where SQLite works: in a worker (the sidecar, whose loop must not stop) or in this thread (the CLI). */
  readonly ledger: 'worker' | 'inProcess';
}
