import type { TensorSpan } from '../../core/model/formatFacts.ts';
import { elementCount } from './dtypeCounts.ts';
import { doubt, trust } from './headerDoubt.ts';
import type { ProtobufField, ProtobufWalk } from './protobufFields.ts';
import { lenientText, utf8Text } from './utf8Text.ts';

const maxDimensions = 64;
const maxName = 64 * 1024;
const fieldOf = {
  dims: 1, dataType: 2, floatData: 4, int32Data: 5, stringData: 6, int64Data: 7, name: 8, rawData: 9, doubleData: 10, uint64Data: 11,
  externalData: 13, dataLocation: 14,
};

/** ONNX data types in safetensors' words, with their size in bits; texts have none. */
const dataTypes: ReadonlyMap<number, readonly [word: string, bits: number]> = new Map([
  [1, ['F32', 32]], [2, ['U8', 8]], [3, ['I8', 8]], [4, ['U16', 16]], [5, ['I16', 16]], [6, ['I32', 32]], [7, ['I64', 64]],
  [8, ['STRING', 0]], [9, ['BOOL', 8]], [10, ['F16', 16]], [11, ['F64', 64]], [12, ['U32', 32]], [13, ['U64', 64]], [14, ['C64', 64]],
  [15, ['C128', 128]], [16, ['BF16', 16]], [17, ['F8_E4M3', 8]], [18, ['F8_E4M3FNUZ', 8]], [19, ['F8_E5M2', 8]], [20, ['F8_E5M2FNUZ', 8]],
  [21, ['U4', 4]], [22, ['I4', 4]], [23, ['F4', 4]], [24, ['F8_E8M0', 8]], [25, ['U2', 2]], [26, ['I2', 2]], [27, ['F6_E2M3', 6]], [28, ['F6_E3M2', 6]],
]);

/** A weight in an ONNX graph. */
export interface OnnxTensor {
  readonly name: string;
  readonly dtype: string;
  readonly elements: number;
  /** Where its bytes lie in the file, when they lie there as they are. */
  readonly span?: TensorSpan;
  /** Name of the file that holds its bytes, when they lie elsewhere. */
  readonly location?: string;
}

interface Parts {
  readonly dims: number[];
  dataType: number;
  name: string;
  data: ProtobufField | undefined;
  location: string | undefined;
  /** Bytes of numbers and texts of variable width. */
  variableBytes: number;
  external: boolean;
}

/** Reads one TensorProto; gives up when its bytes are not as long as its shape says. */
export async function readOnnxTensor(walk: ProtobufWalk, message: ProtobufField): Promise<OnnxTensor> {
  trust(message.delimited, 'an initializer is no message');
  const parts: Parts = { dims: [], dataType: 0, name: '', data: undefined, location: undefined, variableBytes: 0, external: false };
  await walk.fields(message.start, message.end, (field) => readPart(walk, parts, field));
  const [dtype, bits] = dataTypes.get(parts.dataType) ?? doubt('an unknown data type');
  const elements = elementCount(parts.dims);
  const tensor = { name: parts.name, dtype, elements };
  if (parts.external) return { ...tensor, ...(parts.location === undefined ? {} : { location: parts.location }) };
  if (parts.data === undefined) {
    // The smallest types come four to a number; a claim beyond that has nothing behind it.
    trust(elements <= parts.variableBytes * 4, 'a tensor has no data');
    return tensor;
  }
  const { start, end } = parts.data;
  trust(end - start === Math.ceil((elements * bits) / 8), 'a tensor has another length than its shape');
  return { ...tensor, span: { name: parts.name, dtype, shape: parts.dims, start, end } };
}

async function readPart(walk: ProtobufWalk, parts: Parts, field: ProtobufField): Promise<void> {
  switch (field.number) {
    case fieldOf.dims:
      await readDims(walk, parts.dims, field);
      break;
    case fieldOf.dataType:
      parts.dataType = Number(field.value ?? 0n);
      break;
    case fieldOf.name:
      parts.name = utf8Text(await walk.bytes(field, maxName));
      break;
    case fieldOf.rawData:
    case fieldOf.floatData:
    case fieldOf.doubleData:
      // Packed floats and doubles lie there exactly as raw data would; unpacked ones come one by one, which nobody writes.
      trust(field.delimited && parts.data === undefined, 'the data of a tensor comes in pieces');
      parts.data = field;
      break;
    case fieldOf.int32Data:
    case fieldOf.int64Data:
    case fieldOf.uint64Data:
    case fieldOf.stringData:
      parts.variableBytes += Math.max(field.end - field.start, 1);
      break;
    case fieldOf.externalData:
      await readLocation(walk, parts, field);
      break;
    case fieldOf.dataLocation:
      parts.external = field.value === 1n;
      break;
  }
}

async function readDims(walk: ProtobufWalk, dims: number[], field: ProtobufField): Promise<void> {
  const values = field.value === undefined ? await walk.packed(field, maxDimensions) : [field.value];
  dims.push(...values.map((value) => (value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : doubt('an absurd dimension'))));
  trust(dims.length <= maxDimensions, 'too many dimensions');
}

async function readLocation(walk: ProtobufWalk, parts: Parts, entry: ProtobufField): Promise<void> {
  trust(entry.delimited, 'external data is no message');
  const texts: string[] = [];
  await walk.fields(entry.start, entry.end, async (field) => {
    if (field.number <= 2) texts[field.number] = lenientText(await walk.bytes(field, maxName));
  });
  if (texts[1] === 'location') parts.location = texts[2];
}
