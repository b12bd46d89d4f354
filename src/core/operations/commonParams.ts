/** Where an operation happens: any path inside the project. Relative paths of an operation are relative to it. */
export interface At {
  readonly cwd: string;
}

/** Asks for the registry as it stood: a position (`1204`), or a time (`2026-05-01` is its first instant, UTC). The answer says which position that was. */
export interface Then {
  readonly at?: string;
}

export interface Page {
  readonly limit?: number;
  readonly after?: string;
}

/** Asks what would be written, and writes nothing. */
export interface Dry {
  readonly dryRun?: boolean;
}
