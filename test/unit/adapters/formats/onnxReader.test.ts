import { describe, expect, it } from 'vitest';
import { onnxReader } from '../../../../src/adapters/formats/onnxReader.ts';
import { fixture, readAsExpected, readBytes } from './fixtures.ts';

function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}

const number = (field: number, value: number | bigint): Buffer => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field: number, value: Buffer | string, claimed?: number | bigint): Buffer =>
  Buffer.concat([varint((field << 3) | 2), varint(claimed ?? Buffer.byteLength(value)), Buffer.from(value)]);
const tensor = (name: string, dims: (number | bigint)[], raw: number, type = 2): Buffer =>
  bytes(5, Buffer.concat([...dims.map((dim) => number(1, dim)), number(2, type), bytes(8, name), bytes(9, Buffer.alloc(raw))]));
const model = (...graph: Buffer[]): Buffer => Buffer.concat([number(1, 8), bytes(7, Buffer.concat(graph))]);

const read = (content: Buffer, name = 'model.onnx'): ReturnType<typeof readBytes> => readBytes(onnxReader, content, name);

describe('the ONNX reader', () => {
  it('finds raw initializers and the facts that onnx wrote', async () => {
    const facts = await readAsExpected(onnxReader, 'onnx/raw.onnx');
    expect(facts.facts).toEqual([
      { name: 'irVersion', value: '8' },
      { name: 'producer', value: 'modelkeep-fixtures 1.0' },
      { name: 'opset', value: '17, ai.onnx.ml 3' },
      { name: 'graph', value: 'tiny-classifier' },
      { name: 'nodes', value: '3' },
    ]);
    expect(facts.dtypes).toEqual([{ dtype: 'F32', parameters: 15 }, { dtype: 'I64', parameters: 2 }]);
  });

  it('finds packed floats, and counts numbers of variable width', async () => {
    await readAsExpected(onnxReader, 'onnx/typed.onnx');
  });

  it('names the file of external data and counts what lies there', async () => {
    const facts = await readAsExpected(onnxReader, 'onnx/external.onnx');
    expect(facts.facts).toContainEqual({ name: 'externalData', value: 'weights.bin' });
  });

  it('tries only files of that name', async () => {
    expect(await read(fixture('onnx/raw.onnx'), 'model.bin')).toBeUndefined();
    expect(await read(fixture('onnx/raw.onnx'), 'MODEL.ONNX')).toBeDefined();
  });

  it('reads packed dimensions', async () => {
    const packed = bytes(5, Buffer.concat([bytes(1, Buffer.from([2, 3])), number(2, 2), bytes(8, 'a'), bytes(9, Buffer.alloc(6))]));
    expect((await read(model(packed)))?.tensors[0]?.shape).toEqual([2, 3]);
  });

  const attacks: [string, Buffer][] = [
    ['an empty file', Buffer.alloc(0)],
    ['no graph', number(1, 8)],
    ['no version', bytes(7, '')],
    ['two graphs', Buffer.concat([model(), bytes(7, '')])],
    ['an initializer twice', model(tensor('a', [4], 4), tensor('a', [4], 4))],
    ['more data than the shape says', model(tensor('a', [4], 5))],
    ['less data than the shape says', model(tensor('a', [4], 3))],
    ['a shape without data', model(bytes(5, Buffer.concat([number(1, 1000), number(2, 1), bytes(8, 'a')])))],
    ['a shape that overflows', model(tensor('a', [2n ** 40n, 2n ** 40n], 4))],
    ['a negative dimension', model(tensor('a', [2n ** 64n - 1n], 4))],
    ['data in two pieces', model(bytes(5, Buffer.concat([number(1, 4), number(2, 2), bytes(8, 'a'), bytes(9, 'xx'), bytes(9, 'xx')])))],
    ['an unknown data type', model(tensor('a', [4], 4, 99))],
    ['a graph longer than the file', Buffer.concat([number(1, 8), bytes(7, 'xx', 2n ** 62n)])],
    ['an initializer longer than the graph', Buffer.concat([model(bytes(5, 'xx', 64)), bytes(2, 'x'.repeat(100))])],
    ['an endless number', Buffer.concat([model(), Buffer.alloc(40, 0xff)])],
    ['a group', Buffer.concat([model(), Buffer.from([0x1b])])],
    ['field number zero', Buffer.concat([model(), Buffer.from([0x02, 0x00])])],
    ['bytes after the model', Buffer.concat([model(), Buffer.from([0x08])])],
  ];

  it.each(attacks)('does not trust %s', async (_, content) => {
    expect(await read(content)).toBeUndefined();
  });

  it('gives up on millions of fields within moments', async () => {
    const started = performance.now();
    expect(await read(Buffer.concat([model(), Buffer.alloc(6_000_000, Buffer.from([0x08, 0x01]))]))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
