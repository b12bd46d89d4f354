import { createHash } from 'node:crypto';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { CodeLineage, ObjectRef } from '../../../core/model/lineage.ts';
import type { CaptureContext, Finding, RunCapture } from '../../../core/ports/collector.ts';
import { findGitDirectory } from './findGitDirectory.ts';
import { splitPatch } from './patchSections.ts';

/** Paths of the artifact relative to the top of a repository. */
async function artifactPaths(context: Pick<CaptureContext, 'root' | 'folder' | 'files'>, repository: string): Promise<ReadonlySet<string>> {
  const directory = await findGitDirectory(repository === '.' ? context.root : join(context.root, repository));
  const paths = new Set<string>();
  if (directory === undefined) return paths;
  for (const file of context.files) {
    for (const absolute of [file.absolute, join(context.folder, file.path)]) {
      const path = relative(directory.top, absolute);
      if (!isAbsolute(path) && path !== '..' && !path.startsWith(`..${sep}`)) paths.add(path.split(sep).join('/'));
    }
  }
  return paths;
}

function withoutPaths(code: CodeLineage, own: ReadonlySet<string>, objects: Map<string, Uint8Array>): CodeLineage {
  const outputs = code.dirtyCode.filter((path) => own.has(path));
  if (outputs.length === 0) return code;
  const { patch, untracked, ...rest } = code;
  const kept = untracked?.filter(({ path }) => !own.has(path)) ?? [];
  const cut = patch === undefined ? undefined : cutPatch(patch, own, objects);
  return {
    ...rest,
    dirtyCode: code.dirtyCode.filter((path) => !own.has(path)),
    dirtyOutputs: [...code.dirtyOutputs, ...outputs].sort(),
    ...(cut === undefined ? {} : { patch: cut }),
    ...(kept.length === 0 ? {} : { untracked: kept }),
  };
}

function cutPatch(patch: ObjectRef, own: ReadonlySet<string>, objects: Map<string, Uint8Array>): ObjectRef | undefined {
  const bytes = objects.get(patch.sha256);
  if (bytes === undefined) return patch;
  const raw = new Set([...own].map((path) => Buffer.from(path, 'utf8').toString('latin1')));
  const sections = splitPatch(Buffer.from(bytes)).filter((section) => !raw.has(section.raw));
  if (sections.length === 0) return undefined;
  const cut = Buffer.concat(sections.map((section) => section.bytes));
  const sha256 = createHash('sha256').update(cut).digest('hex');
  objects.set(sha256, cut);
  return { sha256, size: cut.length };
}

/**
 * The code that `modelkeep run` saw before the command started, now that the artifact's files are known: an older state
 * of theirs is no source. `others` are commits that weaker evidence names for the workspace's own repository.
 */
export async function settleRunCode(run: RunCapture, context: Pick<CaptureContext, 'root' | 'folder' | 'files'>, others: NonNullable<CodeLineage['others']>): Promise<Finding> {
  const objects = new Map(run.objects.map((bytes) => [createHash('sha256').update(bytes).digest('hex'), bytes]));
  const code: CodeLineage[] = [];
  for (const entry of run.code) {
    const settled = withoutPaths(entry, await artifactPaths(context, entry.repository), objects);
    const differing = entry.repository === '.' ? others.filter(({ commit }) => commit !== entry.commit) : [];
    code.push(differing.length === 0 ? settled : { ...settled, others: differing });
  }
  const named = new Set(code.flatMap(({ patch, untracked }) => [...(patch === undefined ? [] : [patch.sha256]), ...(untracked ?? []).map(({ sha256 }) => sha256)]));
  return { code, objects: [...objects].filter(([sha256]) => named.has(sha256)).map(([, bytes]) => bytes), doubts: run.doubts, missing: run.missing };
}
