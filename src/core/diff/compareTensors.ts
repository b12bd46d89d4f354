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
function tensorsOf(side: Side, own: TensorSource, other: TensorSource, unknown: Unknown[]): readonly Tensor[] {
  const others = new Map(other.manifest.files.map((file) => [file.path, file]));
  const contents = new Set(other.manifest.files.map(({ sha256 }) => sha256));
  const found: Tensor[] = [];
  for (const file of own.manifest.files) {
    const tensors = tableOf(file, own);
    const twin = others.get(file.path);
    if (tensors === undefined) {
      // What is the same on both sides needs no table; what has no tensors anywhere is no gap.
      const expected = file.tensorTable !== undefined || (twin !== undefined && hasTensors(twin));
      if (expected && !contents.has(file.sha256)) unknown.push({ side, code: 'notRead', message: `The tensors of ${file.path.slice(0, 200)} ${file.tensorTable === undefined ? 'are not known' : 'could not be read'}.` });
    } else if (twin === undefined || tableOf(twin, other) !== undefined) {
      for (const tensor of tensors) found.push({ file: file.path, tensor });
    }
  }
  return found;
}

function hasTensors({ tensors, tensorTable }: ManifestFile): boolean {
  return tensors !== undefined || tensorTable !== undefined;
}

function tableOf({ tensors, tensorTable }: ManifestFile, { tensorTables }: TensorSource): readonly TensorDigest[] | undefined {
  return tensors ?? (tensorTable === undefined ? undefined : tensorTables?.get(tensorTable));
}

/** Pairs in the order of the new side, then what is gone. */
function pairTensors(before: readonly Tensor[], after: readonly Tensor[]): readonly TensorPair[] {
  const partner = new Map<Tensor, Tensor>();
  const place = ({ file, tensor }: Tensor): string => `${file}\n${tensor.name}`;
  const rest = pairRest(before, after, place, partner);
  const [gone, fresh] = pairRest(rest[0], rest[1], ({ tensor }) => tensor.name, partner);
  for (const [to, from] of pairRenamed(gone, fresh, ({ tensor }) => `${tensor.sha256} ${tensor.dtype} ${tensor.shape.join()}`)) partner.set(to, from);
  const used = new Set(partner.values());
  return [
    ...after.map((to): TensorPair => {
      const from = partner.get(to);
      return from === undefined ? { to } : { from, to };
    }),
    ...gone.filter((from) => !used.has(from)).map((from): TensorPair => ({ from })),
  ];
}

/** Pairs those with equal keys and answers what is left of both. */
function pairRest(before: readonly Tensor[], after: readonly Tensor[], key: (tensor: Tensor) => string, partner: Map<Tensor, Tensor>): readonly [gone: readonly Tensor[], fresh: readonly Tensor[]] {
  if (before.length === 0 || after.length === 0) return [before, after];
  const waiting = new Map<string, Tensor>();
  const gone: Tensor[] = [];
  for (const from of before) {
    const name = key(from);
    if (waiting.has(name)) gone.push(from);
    else waiting.set(name, from);
  }
  const fresh: Tensor[] = [];
  for (const to of after) {
    const name = key(to);
    const from = waiting.get(name);
    if (from === undefined) fresh.push(to);
    else {
      partner.set(to, from);
      waiting.delete(name);
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
