/** Thrown inside this folder when a header cannot be trusted; {@link formatReader} turns it into "unknown format". */
export class HeaderDoubt extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'HeaderDoubt';
  }
}

/** Gives up on the header being read. `reason` is for a developer, never shown to people. */
export function doubt(reason: string): never {
  throw new HeaderDoubt(reason);
}

/** Gives up unless `condition` holds. */
export function trust(condition: boolean, reason: string): asserts condition {
  if (!condition) doubt(reason);
}
