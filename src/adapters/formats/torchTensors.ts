import { elementCount } from './dtypeCounts.ts';
import { maxTensors } from './formatReader.ts';
import { doubt, trust } from './headerDoubt.ts';
import type { PickleCall, PickleValue } from './pickleValue.ts';
import { calledName, countOf, itemsOf, textOf } from './pickleValue.ts';

const maxDepth = 48;
const maxSteps = 1_000_000;
const moduleParts = new Set(['_parameters', '_buffers', '_modules']);

/** A storage that a torch pickle refers to. */
export interface TorchStorage {
  readonly key: string;
  /** Data type in safetensors' words; undefined for an untyped storage, whose `elements` are bytes. */
  readonly dtype: string | undefined;
  readonly elements: number;
}

/** A tensor as a torch pickle describes it. `offset` and `strides` count elements. */
export interface TorchTensor {
  readonly name: string;
  /** Key of the root under which it was found. */
  readonly group: string;
  readonly dtype: string;
  readonly storage: TorchStorage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

const storageTypes: ReadonlyMap<string, string> = new Map([
  ['Double', 'F64'], ['Float', 'F32'], ['Half', 'F16'], ['BFloat16', 'BF16'], ['Long', 'I64'], ['Int', 'I32'], ['Short', 'I16'],
  ['Char', 'I8'], ['Byte', 'U8'], ['Bool', 'BOOL'], ['ComplexFloat', 'C64'], ['ComplexDouble', 'C128'],
]);
const dtypeNames: ReadonlyMap<string, string> = new Map([
  ['float64', 'F64'], ['float32', 'F32'], ['float16', 'F16'], ['bfloat16', 'BF16'], ['int64', 'I64'], ['int32', 'I32'], ['int16', 'I16'],
  ['int8', 'I8'], ['uint8', 'U8'], ['uint16', 'U16'], ['uint32', 'U32'], ['uint64', 'U64'], ['bool', 'BOOL'], ['complex64', 'C64'],
  ['complex128', 'C128'], ['float8_e4m3fn', 'F8_E4M3'], ['float8_e5m2', 'F8_E5M2'],
  ['float8_e4m3fnuz', 'F8_E4M3FNUZ'], ['float8_e5m2fnuz', 'F8_E5M2FNUZ'], ['float8_e8m0fnu', 'F8_E8M0'],
]);

const byteSizes: ReadonlyMap<string, number> = new Map([
  ['F64', 8], ['F32', 4], ['F16', 2], ['BF16', 2], ['I64', 8], ['I32', 4], ['I16', 2], ['I8', 1], ['U8', 1], ['U16', 2], ['U32', 4],
  ['U64', 8], ['BOOL', 1], ['C64', 8], ['C128', 16], ['F8_E4M3', 1], ['F8_E5M2', 1], ['F8_E4M3FNUZ', 1], ['F8_E5M2FNUZ', 1], ['F8_E8M0', 1],
]);

/** Bytes of one element of a dtype, in safetensors' words. */
export function torchElementSize(dtype: string): number {
  return byteSizes.get(dtype) ?? doubt('a dtype without a size');
}

/**
 * Finds the tensors in what a torch pickle would make: in dicts, lists, and the state of objects. A module's parameters,
 * buffers and submodules get the names that its state dict would give them.
 */
export function findTorchTensors(root: PickleValue): TorchTensor[] {
  const found: TorchTensor[] = [];
  const names = new Set<string>();
  const budget = { steps: maxSteps };
  visit(root, [], 0);
  return found;

  function visit(value: PickleValue, path: readonly string[], depth: number): void {
    trust(--budget.steps >= 0 && depth <= maxDepth, 'too much or too deep');
    if (value.kind === 'dict') visitEntries(value.entries, path, depth);
    else if (value.kind === 'sequence') value.items.forEach((item, at) => visit(item, [...path, String(at)], depth + 1));
    else if (value.kind === 'call') {
      const tensor = readTensor(value, path);
      if (tensor === undefined) visitObject(value, path, depth);
      else {
        trust(!names.has(tensor.name) && found.push(tensor) <= maxTensors, 'a name appears twice, or too many tensors');
        names.add(tensor.name);
      }
    }
  }

  function visitObject(object: PickleCall, path: readonly string[], depth: number): void {
    visitEntries(object.entries, path, depth);
    if (object.state?.kind !== 'dict') return;
    for (const [key, value] of object.state.entries) {
      const name = textOf(key);
      if (name === undefined || name === '_metadata') continue;
      visit(value, moduleParts.has(name) ? path : [...path, name], depth + 1);
    }
  }

  function visitEntries(entries: PickleCall['entries'], path: readonly string[], depth: number): void {
    for (const [key, value] of entries) {
      if (key.kind === 'atom') visit(value, [...path, String(key.value)], depth + 1);
    }
  }
}

function readTensor(call: PickleCall, path: readonly string[]): TorchTensor | undefined {
  const args = itemsOf(call.args);
  const [first, second, third, fourth] = args;
  switch (calledName(call)) {
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
      return makeTensor(path, readStorage(first), [second, third, fourth], undefined);
    case 'torch._utils._rebuild_tensor_v3':
      return makeTensor(path, readStorage(first), [second, third, fourth], dtypeOf(args[6]));
    case 'torch._utils._rebuild_parameter':
    case 'torch._utils._rebuild_parameter_with_state':
      return first?.kind === 'call' ? readTensor(first, path) : undefined;
    case 'torch._tensor._rebuild_from_type_v2':
      return first === undefined || third === undefined ? undefined : readTensor({ ...call, callable: first, args: third }, path);
    default:
      return undefined;
  }
}

type Place = readonly [offset: PickleValue | undefined, shape: PickleValue | undefined, strides: PickleValue | undefined];

function makeTensor(path: readonly string[], storage: TorchStorage, [offset, shape, strides]: Place, dtype: string | undefined): TorchTensor {
  const sizes = readCounts(shape);
  const steps = readCounts(strides);
  trust(sizes.length === steps.length, 'a tensor with too many strides');
  elementCount(sizes);
  return {
    name: path.join('.'),
    group: path[0] ?? '',
    dtype: dtype ?? storage.dtype ?? doubt('a tensor without a dtype'),
    storage,
    offset: countOf(offset) ?? doubt('a tensor without an offset'),
    shape: sizes,
    strides: steps,
  };
}

function readStorage(value: PickleValue | undefined): TorchStorage {
  const [tag, type, key, , elements, view] = itemsOf(value?.kind === 'persistent' ? value.id : undefined);
  trust(textOf(tag) === 'storage' && type?.kind === 'global', 'not a storage');
  // Legacy files may describe a storage as a part of another one.
  trust(view === undefined || (view.kind === 'atom' && view.value === null), 'a view of a storage');
  const word = /^torch\.([A-Za-z0-9]+)Storage$/.exec(type.name)?.[1] ?? '';
  const untyped = type.name === 'torch.storage.UntypedStorage';
  const dtype = untyped ? undefined : (storageTypes.get(word) ?? doubt('an unknown storage'));
  return { key: textOf(key) ?? doubt('a storage without a key'), dtype, elements: countOf(elements) ?? doubt('a storage without a size') };
}

function dtypeOf(value: PickleValue | undefined): string | undefined {
  return value?.kind === 'global' ? dtypeNames.get(value.name.replace(/^torch\./, '')) : undefined;
}

function readCounts(value: PickleValue | undefined): number[] {
  const inner = calledName(value) === 'torch.Size' && value?.kind === 'call' ? itemsOf(value.args)[0] : value;
  trust(inner?.kind === 'sequence' && inner.items.length <= 64, 'not a shape');
  return inner.items.map((item) => countOf(item) ?? doubt('not a count'));
}
