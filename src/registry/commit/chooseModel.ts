import { basename, dirname, extname, join } from 'node:path';
import { modelNameFrom } from '../../core/model/names.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { CollectedFiles } from '../../adapters/workspace/collectFiles.ts';
import { workspaceName } from '../../adapters/lineage/workspaceName.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { readManifest } from '../versions/readManifest.ts';
import type { ProjectConfig } from '../../core/model/projectConfig.ts';
import { declaredModelOf } from './targetFiles.ts';

/** Names of files that say nothing about the model: the folder's name is better. */
const COMMON = /^(model|pytorch_model|adapter_model|weights|best|last|final|checkpoint|ckpt|saved_model|tf_model|flax_model|classifier|clf|estimator|pipeline)([-_.]?\d+)*$/i;
const PLAIN_FOLDERS = /^(models?|outputs?|out|runs?|artifacts?|checkpoints?|weights|dist|build|saved|exports?|results?|src)$/i;
const RECENT = 200;

/** A model that files may belong to. */
export interface ModelChoice {
  readonly model: string;
  /** The version that the same place was last committed as. */
  readonly here?: VersionRow;
}

/** The model that the files belong to: the one that declares them, else the one whose newest version came from there. */
export async function modelOfFiles(root: string, project: ProjectConfig, registry: OpenRegistry | undefined, collected: CollectedFiles): Promise<ModelChoice | undefined> {
  const declared = declaredModelOf(root, project, collected);
  const here = registry === undefined ? undefined : await lastFromHere(root, registry, collected);
  if (declared !== undefined) return { model: declared, ...(here?.model === declared ? { here } : {}) };
  return here === undefined ? undefined : { model: here.model, here };
}

async function lastFromHere(root: string, { ledger, store }: OpenRegistry, collected: CollectedFiles): Promise<VersionRow | undefined> {
  const { name: folder, outside } = workspaceName(root, collected.folder);
  if (outside) return undefined;
  const recent = await ledger.read('versions', { limit: RECENT });
  const paths = new Set(collected.files.map((file) => file.path));
  for (const row of recent.filter((one) => one.record.lineage.folder === folder)) {
    const manifest = await readManifest(store, row).catch(() => undefined);
    if (manifest?.files.some((file) => paths.has(file.path)) === true) return row;
  }
  return undefined;
}

/** A name for a new model, from file and folder. */
export function suggestModelName(root: string, collected: CollectedFiles): string {
  const folder = folderName(root, collected.folder);
  const only = collected.files.length === 1 ? collected.files[0]?.path : undefined;
  if (only === undefined) return modelNameFrom(folder);
  const stem = basename(only, extname(only));
  return modelNameFrom(COMMON.test(stem) ? folder : stem);
}

function folderName(root: string, folder: string): string {
  for (let at = folder; at !== root && dirname(at) !== at; at = dirname(at)) if (!PLAIN_FOLDERS.test(basename(at)) && !/^checkpoint-\d+$/.test(basename(at))) return basename(at);
  return basename(join(root));
}

/** `name`, or `name-2`, `name-3` … when it is taken; a model whose versions are all undone takes no name away. */
export async function freeName(ledger: Ledger | undefined, name: string): Promise<string> {
  if (ledger === undefined) return name;
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    const model = await ledger.read('model', candidate);
    if (model === undefined || (await ledger.read('versions', { model: model.model, limit: 1 })).length === 0) return candidate;
  }
}
