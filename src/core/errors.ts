/** Every way in which Modelkeep refuses or fails; scripts and tests match on these codes. */
export type ErrorCode =
  | 'usage.invalid'
  | 'name.invalid'
  | 'reference.invalid'
  | 'reference.notFound'
  | 'reference.ambiguous'
  | 'query.invalid'
  | 'registry.missing'
  | 'registry.exists'
  | 'registry.notHere'
  | 'registry.readOnly'
  | 'registry.newer'
  | 'registry.syncFolder'
  | 'registry.busy'
  | 'registry.corrupt'
  | 'registry.vanished'
  | 'config.invalid'
  | 'path.missing'
  | 'path.empty'
  | 'path.unreadable'
  | 'path.notAFile'
  | 'path.unsafe'
  | 'path.outside'
  | 'path.loop'
  | 'path.twins'
  | 'path.tooMany'
  | 'file.changed'
  | 'file.differs'
  | 'file.unreadable'
  | 'shard.missing'
  | 'include.ambiguous'
  | 'store.full'
  | 'store.failed'
  | 'store.missing'
  | 'store.corrupt'
  | 'ledger.invalid'
  | 'ledger.gap'
  | 'ledger.changed'
  | 'record.tooLarge'
  | 'conflict'
  | 'policy.refused'
  | 'runtime.tooOld'
  | 'cancelled'
  | 'internal';

/** Facts of an error as JSON: what a script may want to read. */
export type ErrorDetails = { readonly [name: string]: ErrorDetail | readonly string[] | readonly { readonly [name: string]: ErrorDetail }[] };

type ErrorDetail = string | number | boolean | null;

/** An error as it crosses a process boundary or appears in `--json` output. */
export interface ErrorJson {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly details?: ErrorDetails;
}

/** What may accompany a {@link RegistryError}. `hint` says what the person can do. */
export interface ErrorExtras {
  readonly hint?: string;
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
}

/** The one error type of Modelkeep: a closed code, one sentence of what happened, and a hint of what to do. */
export class RegistryError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'RegistryError';
    this.code = code;
    this.hint = extras.hint;
    this.details = extras.details;
  }

  /** True when `error` is a RegistryError, and of `code` where one is given. */
  static is(error: unknown, code?: ErrorCode): error is RegistryError {
    return error instanceof RegistryError && (code === undefined || error.code === code);
  }

  /** The error as plain JSON; the cause stays behind. */
  toJSON(): ErrorJson {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }

  /** The error that {@link toJSON} wrote. */
  static fromJSON(json: ErrorJson): RegistryError {
    return new RegistryError(json.code, json.message, {
      ...(json.hint === undefined ? {} : { hint: json.hint }),
      ...(json.details === undefined ? {} : { details: json.details }),
    });
  }
}
