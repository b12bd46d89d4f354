import { text, type Shape } from '../shape.ts';

/** Who says so: the Git user's name, a claim. */
export const author = text(256);
/** What people write: reasons and messages. */
export const message = text(65_536);
/** SHA-256, 64 hex digits. */
export const sha = text(64, (value) => /^[0-9a-f]{64}$/.test(value));
/** `d_` and 16 letters of base 32. */
export const device = text(18, (value) => /^d_[a-z2-7]{16}$/.test(value));
/** A raw Ed25519 public key, base 64. */
export const publicKey = text(44, (value) => /^[A-Za-z0-9+/]{43}=$/.test(value));
export const role = text(32, isRoleName);

/** True for a name that a role may have. */
export function isRoleName(name: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(name) && name.length <= 32;
}

/** The shape, or null. */
export function nullable(shape: Shape): Shape {
  return (value, at) => (value === null ? undefined : shape(value, at));
}
