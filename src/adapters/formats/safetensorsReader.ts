import type { JsonNode } from '../../core/text/strictJson.ts';
import { parseStrictJson } from '../../core/text/strictJson.ts';
import type { TensorSpan } from '../../core/model/formatFacts.ts';
import { DtypeCounts, elementCount } from './dtypeCounts.ts';
import { formatReader } from './formatReader.ts';
import { doubt, trust } from './headerDoubt.ts';
import { ModelFacts } from './modelFacts.ts';
import { utf8Text } from './utf8Text.ts';

const maxHeader = 100 * 1024 * 1024;
const bitsOf: ReadonlyMap<string, number> = new Map([
  ['F4', 4], ['F6_E2M3', 6], ['F6_E3M2', 6],
  ['BOOL', 8], ['U8', 8], ['I8', 8], ['F8_E4M3', 8], ['F8_E5M2', 8], ['F8_E8M0', 8], ['F8_E4M3FNUZ', 8], ['F8_E5M2FNUZ', 8],
  ['I16', 16], ['U16', 16], ['F16', 16], ['BF16', 16],
  ['I32', 32], ['U32', 32], ['F32', 32],
  ['I64', 64], ['U64', 64], ['F64', 64], ['C64', 64],
]);

/** Reads the header of a safetensors file: 8 bytes of length, JSON, then tensor bytes without a hole. */
export const safetensorsReader = formatReader('safetensors', async (reader) => {
  const prefix = await reader.read(0, 9);
  if (prefix.length < 9 || prefix[8] !== 0x7b) return undefined;
  const length = Number(new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true));
  const dataStart = 8 + length;
  if (length > maxHeader || dataStart > reader.size) return undefined;
  const bytes = await reader.read(8, length);
  trust(bytes.length === length, 'the header is cut off');
  const header = parseStrictJson(utf8Text(bytes), { maxDepth: 4, maxBytes: maxHeader });
  const { tensors, metadata } = readHeader(header, dataStart);
  checkNoHoles(tensors, dataStart, reader.size);
  const counts = new DtypeCounts();
  for (const tensor of tensors) counts.add(tensor.dtype, elementCount(tensor.shape));
  return {
    format: 'safetensors',
    media: 'application/vnd.safetensors',
    tensors,
    ...counts.facts(),
    facts: metadataFacts(metadata),
    cuts: [dataStart],
  };
});

function readHeader(header: JsonNode, dataStart: number): { tensors: TensorSpan[]; metadata: Map<string, string> } {
  trust(header.kind === 'object', 'the header is not an object');
  const tensors: TensorSpan[] = [];
  const metadata = new Map<string, string>();
  for (const [name, node] of header.members) {
    trust(node.kind === 'object', 'a header entry is not an object');
    if (name !== '__metadata__') {
      tensors.push(readTensor(name, node.members, dataStart));
      continue;
    }
    for (const [key, value] of node.members) {
      trust(value.kind === 'string', 'metadata is not text');
      metadata.set(key, value.value);
    }
  }
  // Empty tensors share their start with the next one and come before it.
  tensors.sort((a, b) => a.start - b.start || a.end - b.end || (a.name < b.name ? -1 : 1));
  return { tensors, metadata };
}

function readTensor(name: string, members: ReadonlyMap<string, JsonNode>, dataStart: number): TensorSpan {
  const dtype = members.get('dtype');
  const offsets = counts(members.get('data_offsets'));
  const shape = counts(members.get('shape'));
  trust(members.size === 3 && dtype?.kind === 'string' && offsets.length === 2, 'a tensor is not described as it should be');
  const bits = bitsOf.get(dtype.value) ?? doubt('an unknown dtype');
  const [start = 0, end = 0] = offsets;
  const length = (elementCount(shape) * bits) / 8;
  trust(Number.isSafeInteger(length) && end - start === length, 'a tensor has another length than its shape');
  return { name, dtype: dtype.value, shape, start: dataStart + start, end: dataStart + end };
}

function counts(node: JsonNode | undefined): number[] {
  trust(node?.kind === 'array', 'a list was expected');
  return node.elements.map((element) => {
    trust(element.kind === 'number' && /^[0-9]{1,16}$/.test(element.text), 'a count was expected');
    const count = Number(element.text);
    trust(Number.isSafeInteger(count), 'a count is too large');
    return count;
  });
}

function checkNoHoles(tensors: readonly TensorSpan[], dataStart: number, size: number): void {
  let end = dataStart;
  for (const tensor of tensors) {
    trust(tensor.start === end, 'tensors overlap or leave a hole');
    end = tensor.end;
  }
  trust(end === size, 'the file is longer or shorter than its tensors');
}

function metadataFacts(metadata: ReadonlyMap<string, string>): ReturnType<ModelFacts['all']> {
  const facts = new ModelFacts();
  // Writers hash these keys, so their order in the file means nothing.
  for (const name of [...metadata.keys()].sort()) facts.add(`metadata.${name}`, metadata.get(name));
  return facts.all();
}
