import { join, relative, sep } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { ArtifactFile, CaptureContext } from '../../core/ports/collector.ts';
import { ancestorFolders } from './ancestorFolders.ts';
import { readDvcLock, type DvcPath, type DvcStage } from './dvcLock.ts';
import { md5DvcListing } from './md5DvcListing.ts';
import { md5File } from './md5File.ts';
import { oncePerContext } from './oncePerContext.ts';

/** What the `dvc.lock` files around the artifact say of it. */
export interface DvcFinding {
  /** The stage whose outputs have the artifact's very content: it made the artifact. */
  readonly stage?: DvcStage;
  /** A stage that names the artifact's path with another content. */
  readonly differs?: { readonly stage: DvcStage; readonly path: string };
  /** A stage names the path, but the content was too large to compare. */
  readonly unchecked?: DvcStage;
  /** Absolute `dvc.lock` files that could not be read, with half a sentence why. */
  readonly broken: readonly { readonly path: string; readonly reason: string }[];
}

/** More than this is not hashed a second time only to ask DVC, bytes. */
const MAX_MD5 = 20 * 2 ** 30;
const MAX_FILES = 20_000;

/**
 * Looks for the stage that made the artifact in the `dvc.lock` files of its folder and those above. MD5 is computed only
 * where a stage names the path and the size agrees. Read once for all collectors of a commit.
 */
export const findDvcStage = oncePerContext(async (context): Promise<DvcFinding> => {
  const broken: { path: string; reason: string }[] = [];
  let weaker: Pick<DvcFinding, 'differs' | 'unchecked'> = {};
  for (const folder of ancestorFolders(context.folder, context.root)) {
    const lock = await readDvcLock(folder);
    if (lock.broken !== undefined) broken.push({ path: join(folder, 'dvc.lock'), reason: lock.broken });
    for (const stage of lock.stages) {
      const answer = await compareStage(context, stage);
      if (answer === 'made') return { stage, broken };
      if (answer === 'unchecked') weaker = { ...weaker, unchecked: stage };
      else if (answer !== undefined) weaker = { differs: { stage, path: answer.differs }, ...weaker };
    }
  }
  return { ...weaker, broken };
});

async function compareStage(context: CaptureContext, stage: DvcStage): Promise<'made' | 'unchecked' | { readonly differs: string } | undefined> {
  let answer: 'unchecked' | { readonly differs: string } | undefined;
  let agreed = false;
  for (const out of stage.outs) {
    const files = context.files.filter((file) => covers(out, file, context));
    if (files.length === 0 || files.length > MAX_FILES) continue;
    if (sizeOf(files) > MAX_MD5) {
      answer = 'unchecked';
    } else if (await agrees(out, files, context)) {
      agreed = agreed || !files.every((file) => /\.(?:json|ya?ml|csv|txt|md)$/i.test(file.path)) || files.length === context.files.length;
    } else if (!/\.(?:json|ya?ml|csv|txt|md)$/i.test(out.path)) {
      answer = { differs: out.path };
    }
  }
  return answer ?? (agreed ? 'made' : undefined);
}

/** True when the output is this file, or a folder around it; links of DVC's cache are seen through by the name that the person used. */
function covers(out: DvcPath, file: ArtifactFile, context: CaptureContext): boolean {
  return [file.absolute, join(context.folder, file.path)].some((path) => (out.folder ? path.startsWith(`${out.absolute}${sep}`) : path === out.absolute));
}

async function agrees(out: DvcPath, files: readonly ArtifactFile[], context: CaptureContext): Promise<boolean> {
  try {
    if (!out.folder) {
      const file = files[0] as ArtifactFile;
      return (out.size === undefined || out.size === file.size) && (await md5File(file.absolute, context.signal)) === out.md5;
    }
    if (out.size !== undefined && out.size !== sizeOf(files)) return false;
    if (out.files !== undefined && out.files !== files.length) return false;
    return (await md5Listing(out, files, context)) === out.md5;
  } catch (error) {
    if (RegistryError.is(error)) throw error;
    return false;
  }
}

async function md5Listing(out: DvcPath, files: readonly ArtifactFile[], context: CaptureContext): Promise<string> {
  const rows: { readonly md5: string; readonly path: string }[] = [];
  for (const file of files) {
    const named = join(context.folder, file.path);
    const place = named.startsWith(`${out.absolute}${sep}`) ? named : file.absolute;
    rows.push({ md5: await md5File(file.absolute, context.signal), path: relative(out.absolute, place).split(sep).join('/') });
  }
  return md5DvcListing(rows);
}

function sizeOf(files: readonly ArtifactFile[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
