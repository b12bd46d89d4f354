/**
 * What the core needs of its surroundings, declared here because the core compiles without ambient types.
 * Every function is pure: same arguments, same answer.
 */
export interface Runtime {
  /** UTF-8 bytes of a well-formed string. */
  encode(text: string): Uint8Array;
  /** The text of UTF-8 bytes, or undefined when they are not valid UTF-8. */
  decode(bytes: Uint8Array): string | undefined;
  /** SHA-256 digest, 32 bytes. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array;
  /** Checks an Ed25519 signature (64 bytes) by a raw public key (32 bytes); false on any malformed input. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** The part of an AbortSignal that operations look at. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
