import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { checkpointText, noteKeyName, noteLine } from '../../../../src/core/ledger/checkpoint.ts';
import { formatSignedCheckpoint, readSignedCheckpoint, signerOfCheckpoint, type SignedCheckpoint } from '../../../../src/core/ledger/signedCheckpoint.ts';
import { toBase64 } from '../../../../src/core/text/encodings.ts';
import { newSigner } from '../../../fakes/ledgerWriter.ts';

const signer = newSigner();
const registry = `r_${'a'.repeat(52)}`;
const root = toBase64(nodeRuntime.sha256(new Uint8Array(1)));
const signed: SignedCheckpoint = { registry, size: 12, root, note: noteLine(nodeRuntime, noteKeyName(registry, signer.device), signer.publicKey, signer.sign(nodeRuntime.encode(checkpointText(registry, 12, root)))) };
const keyOf = (device: string): string | undefined => (device === signer.device ? toBase64(signer.publicKey) : undefined);

describe('a signed checkpoint', () => {
  it('is read back as it was written, also with the line ends of Windows', () => {
    const text = formatSignedCheckpoint(signed);
    expect(readSignedCheckpoint(text)).toEqual(signed);
    expect(readSignedCheckpoint(text.replaceAll('\n', '\r\n'))).toEqual(signed);
  });

  it('is nothing else', () => {
    const text = formatSignedCheckpoint(signed);
    const others = ['', `${text}x`, text.trimEnd(), text.replace('\n12\n', '\n012\n'), text.replace(registry, registry.replace('a', 'b')), `<<<<<<< ours\n${text}`, text.repeat(50)];
    expect(others.map(readSignedCheckpoint)).toEqual(others.map(() => undefined));
  });

  it('names the device that signed it, and nobody when anything was changed', () => {
    expect(signerOfCheckpoint(nodeRuntime, signed, keyOf)).toBe(signer.device);
    for (const change of [{ size: 13 }, { root: toBase64(new Uint8Array(32)) }]) expect(signerOfCheckpoint(nodeRuntime, { ...signed, ...change }, keyOf)).toBeUndefined();
    expect(signerOfCheckpoint(nodeRuntime, signed, () => undefined)).toBeUndefined();
    expect(signerOfCheckpoint(nodeRuntime, signed, () => toBase64(newSigner().publicKey))).toBeUndefined();
  });
});
