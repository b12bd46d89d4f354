import type { ModelFact, TensorSpan } from '../../core/model/formatFacts.ts';
import { ByteCursor } from './byteCursor.ts';
import { DtypeCounts, elementCount } from './dtypeCounts.ts';
import { formatReader, maxTensors } from './formatReader.ts';
import { ggmlFileTypes, ggmlTypes } from './ggmlTypes.ts';
import type { GgufMetadata } from './ggufMetadata.ts';
import { readGgufMetadata, readGgufName } from './ggufMetadata.ts';
import { doubt, trust } from './headerDoubt.ts';
import { ModelFacts } from './modelFacts.ts';

const magic = 0x46554747;
const maxDimensions = 8;

/** A tensor with its place relative to the data section. */
interface RelativeTensor extends TensorSpan {
  readonly elements: number;
}

/** Reads the header of a GGUF file, version 2 or 3, little-endian. Shapes are given outermost dimension first. */
export const ggufReader = formatReader('gguf', async (reader) => {
  const cursor = new ByteCursor(reader);
  await cursor.load(24);
  if (cursor.u32() !== magic) return undefined;
  const version = cursor.u32();
  if (version !== 2 && version !== 3) return undefined;
  const tensorCount = cursor.count();
  const keyCount = cursor.count();
  trust(tensorCount <= maxTensors, 'too many tensors');
  const metadata = await readGgufMetadata(cursor, keyCount);
  const alignment = readAlignment(metadata);
  const relative = await readTensors(cursor, tensorCount, alignment);
  const dataStart = aligned(cursor.at, alignment);
  const counts = new DtypeCounts();
  for (const tensor of relative) counts.add(tensor.dtype, tensor.elements);
  checkNoHoles(relative, dataStart, alignment, reader.size);
  return {
    format: 'gguf',
    media: 'application/vnd.gguf',
    tensors: relative.map(({ name, dtype, shape, start, end }) => ({ name, dtype, shape, start: dataStart + start, end: dataStart + end })),
    ...counts.facts(),
    facts: ggufFacts(metadata, version),
    cuts: dataStart <= reader.size ? [dataStart] : [],
  };
});

function readAlignment(metadata: GgufMetadata): number {
  const alignment = Number(metadata.get('general.alignment') ?? 32);
  trust(Number.isInteger(alignment) && alignment >= 8 && alignment <= 1024 * 1024 && (alignment & (alignment - 1)) === 0, 'an odd alignment');
  return alignment;
}

async function readTensors(cursor: ByteCursor, count: number, alignment: number): Promise<RelativeTensor[]> {
  const tensors: RelativeTensor[] = [];
  const names = new Set<string>();
  for (let i = 0; i < count; i++) {
    const tensor = await readTensor(cursor);
    trust(!names.has(tensor.name), 'a tensor appears twice');
    trust(tensor.start % alignment === 0, 'a tensor is not aligned');
    names.add(tensor.name);
    tensors.push(tensor);
  }
  return tensors.sort((a, b) => a.start - b.start || a.end - b.end);
}

async function readTensor(cursor: ByteCursor): Promise<RelativeTensor> {
  const name = await readGgufName(cursor);
  await cursor.load(4);
  const dimensions = cursor.u32();
  trust(dimensions <= maxDimensions, 'too many dimensions');
  await cursor.load(dimensions * 8 + 12);
  const shape: number[] = [];
  for (let i = 0; i < dimensions; i++) shape.push(cursor.count());
  const type = ggmlTypes.get(cursor.u32()) ?? doubt('an unknown tensor type');
  const start = cursor.count();
  const elements = elementCount(shape);
  trust((shape[0] ?? 1) % type.block === 0, 'a row is not made of whole blocks');
  const end = start + (elements / type.block) * type.bytes;
  trust(Number.isSafeInteger(end), 'a tensor is absurdly large');
  return { name, dtype: type.name, shape: shape.reverse(), start, end, elements };
}

/** Tensors follow each other with nothing but the padding that the alignment asks for, as llama.cpp insists too. */
function checkNoHoles(tensors: readonly RelativeTensor[], dataStart: number, alignment: number, size: number): void {
  let next = 0;
  let end = 0;
  for (const tensor of tensors) {
    trust(tensor.start === next, 'tensors overlap or leave a hole');
    end = tensor.end;
    next = aligned(end, alignment);
  }
  if (tensors.length === 0) return;
  trust(dataStart + end <= size && size <= dataStart + next, 'the file is longer or shorter than its tensors');
}

function aligned(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function ggufFacts(metadata: GgufMetadata, version: number): readonly ModelFact[] {
  const facts = new ModelFacts();
  const architecture = metadata.get('general.architecture');
  const fileType = metadata.get('general.file_type');
  facts.add('architecture', architecture);
  facts.add('name', metadata.get('general.name'));
  facts.add('quantisation', fileType === undefined ? undefined : (ggmlFileTypes.get(fileType) ?? fileType));
  facts.add('sizeLabel', metadata.get('general.size_label'));
  facts.add('contextLength', metadata.get(`${architecture}.context_length`));
  facts.add('embeddingLength', metadata.get(`${architecture}.embedding_length`));
  facts.add('blocks', metadata.get(`${architecture}.block_count`));
  facts.add('vocabulary', metadata.get('tokenizer.ggml.tokens.length'));
  facts.add('license', metadata.get('general.license'));
  facts.add('ggufVersion', version);
  return facts.all();
}
