/** What a process brings along to run operations. */
export interface OperationsOptions {
  /** Folder of the bundles: worker scripts and the SQLite binary lie there. */
  readonly programFolder: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Where SQLite works: in a worker (the sidecar, whose loop must not stop) or in this thread (the CLI). */
  readonly ledger: 'worker' | 'inProcess';
  /** When webhooks are sent: while it runs (the sidecar), for a moment when a registry is closed (the CLI), or not at all. */
  readonly sending?: 'background' | 'atEnd' | 'never';
}
