import { describe, expect, it } from 'vitest';
import { torchLegacyReader } from '../../../../src/adapters/formats/torchLegacyReader.ts';
import { torchZipReader } from '../../../../src/adapters/formats/torchZipReader.ts';
import { fixture, readAsExpected, readBytes } from './fixtures.ts';
import { Pickle } from './pickle.ts';
import { zipFile } from './zipFile.ts';

const names = (facts: Awaited<ReturnType<typeof readBytes>>): string[] | undefined => facts?.tensors.map((tensor) => tensor.name);
const fact = (facts: Awaited<ReturnType<typeof readBytes>>, name: string): string | undefined => facts?.facts.find((found) => found.name === name)?.value;

/** A torch file with one storage of `size` bytes under `0` and the given pickle. */
function torchFile(pickle: Buffer, size = 16, more: { deflate?: boolean; byteorder?: string } = {}): Buffer {
  return zipFile([
    { name: 'm/data.pkl', data: pickle, deflate: more.deflate === true },
    { name: 'm/byteorder', data: Buffer.from(more.byteorder ?? 'little') },
    { name: 'm/data/0', data: Buffer.alloc(size) },
    { name: 'm/version', data: Buffer.from('3\n') },
  ]);
}

const read = (bytes: Buffer): ReturnType<typeof readBytes> => readBytes(torchZipReader, bytes);
const tensor = (shape: number[], strides: number[], offset = 0, elements = 4, key = '0'): Pickle => Pickle.tensor({ shape, strides, offset, elements, key });

describe('the torch reader', () => {
  it('finds the tensors of a state dict', async () => {
    const facts = await readAsExpected(torchZipReader, 'torch/state_dict.pt');
    expect(facts.facts).toEqual([{ name: 'archiveVersion', value: '3' }]);
    expect(facts.dtypes).toEqual([{ dtype: 'F32', parameters: 67 }]);
  });

  it('finds those of a checkpoint, counts the model alone and names what is state of the training', async () => {
    const facts = await readAsExpected(torchZipReader, 'torch/checkpoint.pt');
    expect(fact(facts, 'trainingState')).toBe('optimizer');
    expect(fact(facts, 'pickleImports')).toBe('argparse.Namespace');
  });

  it('tells tied weights, and gives no place to a transposed or empty tensor', async () => {
    const facts = await readAsExpected(torchZipReader, 'torch/odd.pt');
    expect(fact(facts, 'sharedTensors')).toBe('head = embed');
  });

  it.each(['whole_module', 'scripted'])('names the tensors of %s.pt as its state dict would, and flags its classes', async (name) => {
    const facts = await readBytes(torchZipReader, fixture(`torch/${name}.pt`));
    expect(names(facts)).toEqual(['0.weight', '0.bias', '2.weight', '2.bias']);
    expect(fact(facts, 'pickleImports')).toContain('torch.nn.modules.linear.Linear');
    expect(fact(facts, 'torchscript')).toBe(name === 'scripted' ? 'true' : undefined);
  });

  it('finds the tensors of a legacy file', async () => {
    const facts = await readAsExpected(torchLegacyReader, 'torch/legacy.pt');
    expect(facts.cuts).toHaveLength(8);
  });

  it('gives cuts but no tensors for a legacy file that is cut off', async () => {
    const whole = fixture('torch/legacy.pt');
    const facts = await readBytes(torchLegacyReader, whole.subarray(0, whole.length - 1));
    expect(facts).toMatchObject({ tensors: [], dtypes: [], facts: [{ name: 'pickle', value: 'not understood' }] });
  });

  it('flags a pickle that would run a command, and still finds the tensors', async () => {
    const facts = await read(torchFile(Pickle.dict({ w: tensor([4], [1]), x: Pickle.call('posix', 'system', [Pickle.text('echo')]) }).file()));
    expect(names(facts)).toEqual(['w']);
    expect(fact(facts, 'unsafeImports')).toBe('posix.system');
  });

  it('counts an expanded tensor and overlapping views by the elements that are there', async () => {
    const expanded = await read(torchFile(Pickle.dict({ a: tensor([1000, 1000], [0, 0]) }).file()));
    expect(expanded).toMatchObject({ tensors: [], parameters: 1 });
    const views = await read(torchFile(Pickle.dict({ a: tensor([3], [1]), b: tensor([3], [1], 1) }).file()));
    expect(views).toMatchObject({ tensors: [], parameters: 4 });
  });

  const doubts: [string, Buffer][] = [
    ['a tensor that ends after its storage', torchFile(Pickle.dict({ w: tensor([4], [1], 1) }).file())],
    ['a stride that leads out of the storage', torchFile(Pickle.dict({ w: tensor([2], [4]) }).file())],
    ['a storage longer than its member', torchFile(Pickle.dict({ w: tensor([4], [1], 0, 400) }).file())],
    ['a storage shorter than its member', torchFile(Pickle.dict({ w: tensor([4], [1]) }).file(), 17)],
    ['one storage with two lengths', torchFile(Pickle.dict({ w: tensor([4], [1]), x: tensor([4], [1], 0, 5) }).file())],
    ['two tensors of one name', torchFile(Pickle.dict({ 'a.b': tensor([2], [1]), a: Pickle.dict({ b: tensor([2], [1], 2) }) }).file())],
    ['a storage that is missing', torchFile(Pickle.dict({ w: tensor([4], [1], 0, 4, '7') }).file())],
    ['a storage outside the archive', torchFile(Pickle.dict({ w: tensor([4], [1], 0, 4, '../0') }).file())],
    ['a shape that overflows', torchFile(Pickle.dict({ w: tensor([2 ** 30, 2 ** 30], [1, 1]) }).file())],
    ['more strides than dimensions', torchFile(Pickle.dict({ w: tensor([4], [1, 1]) }).file())],
    ['bytes after the pickle', torchFile(Buffer.concat([Pickle.dict({}).file(), Buffer.from('.')]))],
    ['a pickle that is cut off', torchFile(Pickle.dict({ w: tensor([4], [1]) }).file().subarray(0, -3))],
    ['a compressed pickle', torchFile(Pickle.dict({ w: tensor([4], [1]) }).file(), 16, { deflate: true })],
    ['big-endian storages', torchFile(Pickle.dict({ w: tensor([4], [1]) }).file(), 16, { byteorder: 'big' })],
    ['an unknown opcode', torchFile(Buffer.from([0x80, 2, 0xff, 0x2e]))],
    ['an empty stack', torchFile(Buffer.from('.'))],
    ['a text of 4 GiB', torchFile(Buffer.from([0x80, 2, 0x58, 0xff, 0xff, 0xff, 0xff]))],
    ['a dict that contains itself', torchFile(Buffer.from([0x80, 2, 0x7d, 0x71, 0, 0x4b, 1, 0x68, 0, 0x73, 0x2e]))],
    ['a billion laughs', torchFile(laughs())],
    ['nesting without end', torchFile(Buffer.concat([Buffer.from('\x80\x02)', 'latin1'), Buffer.alloc(200_000, 0x85), Buffer.from('.')]))],
  ];

  it.each(doubts)('names no tensor but keeps the cuts on %s', async (_, bytes) => {
    const facts = await read(bytes);
    expect(facts).toMatchObject({ format: 'torch-zip', tensors: [], dtypes: [] });
    expect(fact(facts, 'pickle')).toBe('not understood');
    expect(facts?.cuts.length).toBeGreaterThanOrEqual(6);
  });

  it('does not recognise a zip file without a pickle at its root', async () => {
    expect(await read(zipFile([{ name: 'data.pkl', data: Buffer.from('.') }]))).toBeUndefined();
    expect(await read(zipFile([{ name: 'a/b/data.pkl', data: Buffer.from('.') }]))).toBeUndefined();
  });
});

/** Forty lists, each of them ten times the one before. */
function laughs(): Buffer {
  const parts = [Buffer.from('\x80\x02]q\x00', 'latin1')];
  for (let level = 0; level < 40; level++) parts.push(Buffer.from('('), Buffer.alloc(20, Buffer.from([0x68, level])), Buffer.from([0x6c, 0x71, level + 1]));
  return Buffer.concat([...parts, Buffer.from('.')]);
}
