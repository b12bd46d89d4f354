import { toHex } from '../../text/encodings.ts';

/**
 * The y of Ed25519's points of small order, as keys write them, without the sign bit (the list of libsodium, `ge25519_has_small_order`):
 * of order 4, 1, 8, 8 and 2. Its other two entries are p and p + 1, which are not canonical.
 */
const SMALL_ORDER: readonly string[] = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

/**
 * True for 32 bytes under which signatures prove nothing to a program that does not look: a point of small order, or a y of p = 2^255 − 19 or more, which RFC 8032
 * (5.1.3) does not decode and which some programs take for another key.
 */
export function isWeakKey(key: Uint8Array): boolean {
  const y = Uint8Array.from(key);
  y[31] = (y[31] ?? 0) & 0x7f;
  const isCanonical = y[31] !== 0x7f || (y[0] ?? 0) < 0xed || y.subarray(1, 31).some((byte) => byte !== 0xff);
  return !isCanonical || SMALL_ORDER.includes(toHex(y));
}
