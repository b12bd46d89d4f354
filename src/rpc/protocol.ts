/** Number of the contract in this folder. Raise it with every change that an older window or sidecar would misread. */
export const PROTOCOL = 1;

/** A message may have this many bytes; a longer one is refused unread, in both directions. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Exit codes of the sidecar, beside 0 for an orderly end. */
export const SIDECAR_EXIT = {
  /** The runtime is too old; the reason is on stderr. Starting again cannot help. */
  environment: 4,
  /** What came in over stdin was no message. */
  badInput: 65,
  /** An error that nothing caught. */
  uncaught: 70,
} as const;
