/** The signing key of one device: of one copy of one registry on one host. */
export interface Signer {
  /** `d_…`, derived from the public key. */
  readonly device: string;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** A signer whose event counter is kept durably, so that a restored image never uses a counter twice. */
export interface DeviceKey extends Signer {
  /** The last counter that this key has used. */
  readonly counter: number;
  /** Makes `counter` durable before an event carries it. */
  advance(counter: number): void;
}
