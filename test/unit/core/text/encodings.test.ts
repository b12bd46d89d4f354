import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromBase64, fromHex, toBase32, toBase64, toHex } from '../../../../src/core/text/encodings.ts';

const bytes = fc.uint8Array({ maxLength: 70 });

describe('encodings', () => {
  it('agree with Node on base 64 and hexadecimal, both ways', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toBase64(value)).toBe(Buffer.from(value).toString('base64'));
        expect(toHex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(fromBase64(toBase64(value))).toEqual(value);
        expect(fromHex(toHex(value))).toEqual(value);
      }),
    );
  });

  it('write the base 32 of RFC 4648 in lower case without padding', () => {
    const vectors = { '': '', f: 'my', fo: 'mzxq', foo: 'mzxw6', foob: 'mzxw6yq', fooba: 'mzxw6ytb', foobar: 'mzxw6ytboi' };
    for (const [text, encoded] of Object.entries(vectors)) expect(toBase32(Buffer.from(text))).toBe(encoded);
  });

  it.each(['A', 'AAA', 'AA=A', 'AB==', 'AA==\n', 'A-_='])('refuse %j as base 64', (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });

  it.each(['a', 'AB', 'zz'])('refuse %j as hexadecimal', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });

  it('join byte arrays in order', () => {
    expect(concatBytes(new Uint8Array([1]), new Uint8Array(0), new Uint8Array([2, 3]))).toEqual(new Uint8Array([1, 2, 3]));
  });
});
