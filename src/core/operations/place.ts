/** Where everything of a registry lies; absolute paths. */
export interface Place {
  readonly registry: string;
  readonly name: string;
  /** `modelkeep.json`. */
  readonly config: string;
  /** Folder of the registry. */
  readonly folder: string;
  readonly log: string;
  readonly database: string;
  /** Folder of blobs, packs and layouts. */
  readonly store: string;
  /** True when the database is a replica in local scratch because the registry lies on a network file system. */
  readonly replica: boolean;
  readonly readOnly: boolean;
  /** What was noticed while opening, one sentence each (a rebuilt database, a read-only copy, a new device). */
  readonly notices: readonly string[];
}

/** What a project folder is to Modelkeep, for the welcome states of the editor. */
export type ProjectState =
  | { readonly state: 'none' }
  | { readonly state: 'elsewhere'; readonly registry: string; readonly config: string }
  | { readonly state: 'ready'; readonly place: Place; readonly versions: number };
