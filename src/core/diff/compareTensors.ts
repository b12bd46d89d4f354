import type { ManifestFile, TensorDigest } from '../model/manifest.ts';
import type { DiffSide } from './diffInput.ts';
import { pairRenamed } from './pairRenamed.ts';
import type { Side, TensorChange, TensorKind, TensorsChange, TensorState } from './sectionChanges.ts';
import { summarise } from './sectionSummary.ts';
import { tensorModules } from './tensorModules.ts';
import type { Compared, Unknown } from './versionDiff.ts';

interface Tensor {
  readonly file: string;
  readonly tensor: TensorDigest;
}

interface FileTensors {
  readonly file: string;
  readonly tensors: readonly TensorDigest[];
}

interface TensorPair {
  readonly from?: Tensor;
  readonly to?: Tensor;
}

type TensorSource = Pick<DiffSide, 'manifest' | 'tensorTables'>;

/**
 * Compares the tensors of two versions by the digests in their manifests; no byte of either model is read. Tensors are
 * paired by file and name, then by name alone (shards cut elsewhere), then by content (renamed).
 */
export function compareTensors(from: TensorSource, to: TensorSource, most: number): Compared<TensorsChange> {
  const unknown: Unknown[] = [];
  const [before, after] = [tensorsOf('from', from, to, unknown), tensorsOf('to', to, from, unknown)];
  const modules = tensorModules();
  const counts = new Map<string, number>();
  const changes: TensorChange[] = [];
  for (const pair of pairTensors(before, after)) {
    const change = kindOf(pair);
    const name = (pair.to ?? pair.from)?.tensor.name ?? '';
    counts.set(change, (counts.get(change) ?? 0) + 1);
    modules.add(name, change);
    if (change !== 'same' && changes.length < most) changes.push(changeOf(name, change, pair));
  }
  return { entries: { modules: modules.modules(), changes }, summary: summarise(counts, unknown) };
}

/** Every tensor of a side. A file that differs and whose tensors are not known on one side only is left out on both, and said. */
function tensorsOf(side: Side, own: TensorSource, other: TensorSource, unknown: Unknown[]): readonly FileTensors[] {
  const others = new Map(other.manifest.files.map((file) => [file.path, file]));
  const contents = new Set(other.manifest.files.map(({ sha256 }) => sha256));
  const found: FileTensors[] = [];
  for (const file of own.manifest.files) {
    const tensors = tableOf(file, own);
    const twin = others.get(file.path);
    if (tensors === undefined) {
      // What is the same on both sides needs no table; what has no tensors anywhere is no gap.
      const expected = file.tensorTable !== undefined || (twin !== undefined && hasTensors(twin));
      if (expected && !contents.has(file.sha256)) unknown.push({ side, code: 'notRead', message: `The tensors of ${file.path.slice(0, 200)} ${file.tensorTable === undefined ? 'are not known' : 'could not be read'}.` });
    } else if (twin === undefined || tableOf(twin, other) !== undefined) found.push({ file: file.path, tensors });
  }
  return found;
}

function hasTensors({ tensors, tensorTable }: ManifestFile): boolean {
  return tensors !== undefined || tensorTable !== undefined;
}

function tableOf({ tensors, tensorTable }: ManifestFile, { tensorTables }: TensorSource): readonly TensorDigest[] | undefined {
  return tensors ?? (tensorTable === undefined ? undefined : tensorTables?.get(tensorTable));
}

/** Pairs by file and name in the order of the new side's files; then what is found elsewhere, renamed, new, gone. */
function pairTensors(before: readonly FileTensors[], after: readonly FileTensors[]): readonly TensorPair[] {
  const pairs: TensorPair[] = [];
  const [left, right]: [Tensor[], Tensor[]] = [[], []];
  const olds = new Map(before.map((old) => [old.file, old]));
  for (const { file, tensors } of after) {
    const old = olds.get(file);
    olds.delete(file);
    pairFile(old?.tensors ?? [], tensors, file, pairs, left, right);
  }
  for (const { file, tensors } of olds.values()) pairFile(tensors, [], file, pairs, left, right);
  const [gone, fresh] = pairByName(left, right, pairs);
  const renamed = pairRenamed(gone, fresh, ({ tensor }) => `${tensor.sha256} ${tensor.dtype} ${tensor.shape.join()}`);
  const used = new Set(renamed.values());
  for (const to of fresh) {
    const from = renamed.get(to);
    pairs.push(from === undefined ? { to } : { from, to });
  }
  for (const from of gone) if (!used.has(from)) pairs.push({ from });
  return pairs;
}

/** Pairs two states of one file: one by one when their names agree, as those of one architecture do. */
function pairFile(old: readonly TensorDigest[], now: readonly TensorDigest[], file: string, pairs: TensorPair[], left: Tensor[], right: Tensor[]): void {
  const rest: TensorDigest[] = [];
  const waiting = new Map<string, Tensor>();
  for (let i = 0; i < old.length; i++) {
    const [tensor, twin] = [old[i] as TensorDigest, now[i]];
    if (tensor.name === twin?.name) pairs.push({ from: { file, tensor }, to: { file, tensor: twin } });
    else {
      if (waiting.has(tensor.name)) left.push({ file, tensor });
      else waiting.set(tensor.name, { file, tensor });
      if (twin !== undefined) rest.push(twin);
    }
  }
  for (let i = old.length; i < now.length; i++) rest.push(now[i] as TensorDigest);
  for (const tensor of rest) {
    const from = waiting.get(tensor.name);
    waiting.delete(tensor.name);
    if (from === undefined) right.push({ file, tensor });
    else pairs.push({ from, to: { file, tensor } });
  }
  for (const from of waiting.values()) left.push(from);
}

/** Pairs those of one name wherever they lie and answers what is left of both. */
function pairByName(left: readonly Tensor[], right: readonly Tensor[], pairs: TensorPair[]): readonly [gone: readonly Tensor[], fresh: readonly Tensor[]] {
  if (left.length === 0 || right.length === 0) return [left, right];
  const waiting = new Map<string, Tensor>();
  const gone: Tensor[] = [];
  for (const from of left) {
    if (waiting.has(from.tensor.name)) gone.push(from);
    else waiting.set(from.tensor.name, from);
  }
  const fresh: Tensor[] = [];
  for (const to of right) {
    const from = waiting.get(to.tensor.name);
    if (from === undefined) fresh.push(to);
    else {
      pairs.push({ from, to });
      waiting.delete(to.tensor.name);
    }
  }
  return [[...waiting.values(), ...gone], fresh];
}

function kindOf({ from, to }: TensorPair): TensorKind | 'same' {
  if (from === undefined) return 'added';
  if (to === undefined) return 'removed';
  const [before, after] = [from.tensor, to.tensor];
  if (before.name !== after.name) return 'renamed';
  if (before.shape.length !== after.shape.length || before.shape.some((size, i) => size !== after.shape[i])) return 'reshaped';
  if (before.dtype !== after.dtype) return 'retyped';
  return before.sha256 === after.sha256 ? 'same' : 'changed';
}

function changeOf(name: string, change: TensorKind, { from, to }: TensorPair): TensorChange {
  return { name, ...(change === 'renamed' && from !== undefined ? { before: from.tensor.name } : {}), change, ...(from === undefined ? {} : { from: stateOf(from) }), ...(to === undefined ? {} : { to: stateOf(to) }) };
}

function stateOf({ file, tensor: { dtype, shape } }: Tensor): TensorState {
  return { file, dtype, shape };
}
