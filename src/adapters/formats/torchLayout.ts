import type { FormatFacts, TensorSpan } from '../../core/model/formatFacts.ts';
import { DtypeCounts, elementCount } from './dtypeCounts.ts';
import { trust } from './headerDoubt.ts';
import type { ModelFacts } from './modelFacts.ts';
import type { TorchTensor } from './torchTensors.ts';
import { torchElementSize } from './torchTensors.ts';

const trainingGroup = /optim|scheduler|scaler|rng_state|^callbacks$|^loops$/i;

/** Where the bytes of a storage lie in the file. */
export interface StorageBytes {
  readonly start: number;
  readonly end: number;
}

/** A tensor's extent in its storage: elements `from … to`. */
interface Extent {
  readonly tensor: TorchTensor;
  readonly from: number;
  readonly to: number;
}

/**
 * Puts tensors to their bytes. Only contiguous tensors that overlap with no other get a span; tensors on the very same
 * bytes (tied weights) are named in the fact `sharedTensors`, state of the training in `trainingState` and not counted.
 */
export function layOutTorchTensors(tensors: readonly TorchTensor[], place: (storage: string) => StorageBytes, facts: ModelFacts): Pick<FormatFacts, 'tensors' | 'dtypes' | 'parameters'> {
  const spans: TensorSpan[] = [];
  const shared: string[] = [];
  const counts = new DtypeCounts();
  const training = trainingGroups(tensors);
  for (const [key, group] of groupByStorage(tensors)) {
    const extents = separate(group, shared);
    const disjoint = extents.every((extent, at) => at === 0 || extent.from >= (extents[at - 1]?.to ?? 0));
    const bytes = place(key);
    for (const { tensor } of extents) checkStorage(tensor, bytes);
    for (const extent of disjoint ? extents : []) {
      const span = spanOf(extent, bytes);
      if (span !== undefined) spans.push(span);
    }
    const counted = extents.filter((extent) => !training.has(extent.tensor.group));
    // Views of the same elements are counted as the elements that they cover together.
    if (disjoint) for (const extent of counted) counts.add(extent.tensor.dtype, parametersOf(extent));
    else if (counted[0] !== undefined) counts.add(counted[0].tensor.dtype, coveredBy(counted));
  }
  facts.addList('trainingState', training);
  facts.addList('sharedTensors', shared);
  return { tensors: spans.sort((a, b) => a.start - b.start), ...counts.facts() };
}

function trainingGroups(tensors: readonly TorchTensor[]): ReadonlySet<string> {
  const groups = new Set(tensors.map((tensor) => tensor.group));
  // The root of an optimizer's own file.
  const isOptimizer = groups.has('state') && tensors.every((tensor) => tensor.group === 'state' && /^state\.\d+\./.test(tensor.name));
  // A weight called `optim.x` at the root of a state dict is its own group and no state.
  const nested = new Set(tensors.filter((tensor) => tensor.name !== tensor.group).map((tensor) => tensor.group));
  return new Set([...groups].filter((group) => isOptimizer || (trainingGroup.test(group) && (nested.has(group) || /rng_state/.test(group)))));
}

function groupByStorage(tensors: readonly TorchTensor[]): Map<string, TorchTensor[]> {
  const groups = new Map<string, TorchTensor[]>();
  for (const tensor of tensors) {
    const group = groups.get(tensor.storage.key) ?? [];
    const known = group[0]?.storage ?? tensor.storage;
    trust(known.elements === tensor.storage.elements && known.dtype === tensor.storage.dtype, 'one storage in two ways');
    group.push(tensor);
    groups.set(tensor.storage.key, group);
  }
  return groups;
}

/** The tensors of one storage that differ in place or form, in the order of their bytes; others go to `shared`. */
function separate(tensors: readonly TorchTensor[], shared: string[]): Extent[] {
  const first = new Map<string, Extent>();
  for (const tensor of tensors) {
    const form = JSON.stringify([tensor.dtype, tensor.offset, tensor.shape, tensor.strides]);
    const same = first.get(form);
    if (same !== undefined) shared.push(`${tensor.name} = ${same.tensor.name}`);
    else first.set(form, extentOf(tensor));
  }
  return [...first.values()].filter((extent) => extent.to > extent.from).sort((a, b) => a.from - b.from || a.to - b.to);
}

function extentOf(tensor: TorchTensor): Extent {
  const from = tensor.offset;
  if (elementCount(tensor.shape) === 0) return { tensor, from, to: from };
  const last = tensor.shape.reduce((sum, size, at) => sum + (size - 1) * (tensor.strides[at] ?? 0), 0);
  trust(Number.isSafeInteger(from + last + 1), 'a tensor is absurdly large');
  trust(tensor.storage.dtype === undefined || from + last < tensor.storage.elements, 'a tensor ends after its storage');
  return { tensor, from, to: from + last + 1 };
}

function coveredBy(extents: readonly Extent[]): number {
  let covered = 0;
  let end = 0;
  for (const { from, to } of extents) {
    covered += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return covered;
}

/** An expanded tensor has fewer elements than its shape says, one with gaps has fewer than its extent. */
function parametersOf({ tensor, from, to }: Extent): number {
  return Math.min(elementCount(tensor.shape), to - from);
}

function checkStorage({ storage, dtype }: TorchTensor, bytes: StorageBytes): void {
  const claimed = storage.elements * (storage.dtype === undefined ? 1 : torchElementSize(dtype));
  trust(claimed === bytes.end - bytes.start, 'a storage has another length than its record');
}

function spanOf({ tensor, from, to }: Extent, bytes: StorageBytes): TensorSpan | undefined {
  if (!isContiguous(tensor)) return undefined;
  const size = torchElementSize(tensor.dtype);
  const end = bytes.start + to * size;
  trust(end <= bytes.end, 'a tensor ends after its storage');
  return { name: tensor.name, dtype: tensor.dtype, shape: tensor.shape, start: bytes.start + from * size, end };
}

function isContiguous({ shape, strides }: TorchTensor): boolean {
  let expected = 1;
  for (let at = shape.length - 1; at >= 0; at--) {
    const size = shape[at] ?? 1;
    if (size !== 1 && strides[at] !== expected) return false;
    expected *= size;
  }
  return true;
}
