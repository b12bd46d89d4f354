import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isWeakKey } from '../../../../../src/core/operations/members/isWeakKey.ts';

const P = 2n ** 255n - 19n;
/** The two of order 8, as libsodium lists them. */
const ORDER_8 = ['26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'].map(numberOf);

function numberOf(hex: string): bigint {
  return BigInt(`0x${Buffer.from(hex, 'hex').reverse().toString('hex')}`);
}

function keyOf(y: bigint, sign: boolean): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse());
  bytes[31] = (bytes[31] ?? 0) | (sign ? 0x80 : 0);
  return bytes;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % P];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const over = (a: bigint, b: bigint): bigint => (a * power(b, P - 2n)) % P;
const D = over(P - 121_665n, 121_666n);

/** The point of the curve −x² + y² = 1 + d·x²·y² with this y, by RFC 8032, 5.1.3. */
function pointOf(y: bigint): readonly [x: bigint, y: bigint] {
  const square = over(y * y - 1n + P, D * y * y + 1n);
  const root = power(square, (P + 3n) / 8n);
  const x = (root * root) % P === square ? root : (root * power(2n, (P - 1n) / 4n)) % P;
  expect((x * x) % P).toBe(square);
  return [x, y];
}

function doubled([x, y]: readonly [x: bigint, y: bigint]): readonly [x: bigint, y: bigint] {
  const product = (D * x * x * y * y) % P;
  return [over(2n * x * y, 1n + product), over(y * y + x * x, 1n - product + P)];
}

describe('A weak Ed25519 key', () => {
  test.each([0n, 1n, P - 1n, ...ORDER_8])('is a point of small order, which eight times itself is nothing: y = %d', (y) => {
    for (const sign of [false, true]) expect(isWeakKey(keyOf(y, sign))).toBe(true);
    expect(doubled(doubled(doubled(pointOf(y))))).toEqual([0n, 1n]);
  });

  test('is one that is not canonical, whatever its sign', () => {
    fc.assert(fc.property(fc.bigInt({ min: P, max: 2n ** 255n - 1n }), fc.boolean(), (y, sign) => { expect(isWeakKey(keyOf(y, sign))).toBe(true); }));
  });

  test('is none that was made as keys are', () => {
    for (let i = 0; i < 200; i += 1) {
      const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
      expect(isWeakKey(Buffer.from(x, 'base64url'))).toBe(false);
    }
  });

  test('is nothing else: one beside a weak one is another key', () => {
    const weak = new Set([0n, 1n, P - 1n, ...ORDER_8]);
    const near = fc.tuple(fc.constantFrom(...weak, P), fc.bigInt({ min: -300n, max: 300n })).map(([y, by]) => y + by);
    fc.assert(fc.property(near.filter((y) => y >= 0n && y < P && !weak.has(y)), fc.boolean(), (y, sign) => { expect(isWeakKey(keyOf(y, sign))).toBe(false); }));
  });
});
