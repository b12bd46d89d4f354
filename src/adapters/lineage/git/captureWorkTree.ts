import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Doubt, Missing, ObjectRef, UntrackedFile } from '../../../core/model/lineage.ts';
import { compareText } from '../compareText.ts';
import { findSecretBytes, isSecretFile } from '../secrets.ts';
import { fitBudget } from './fitBudget.ts';
import type { GitPath } from './gitPath.ts';
import { LeftOut, listNames } from './leftOut.ts';
import { type GitLink, type TrackedChange, type WorkTreeChanges, listChanges } from './listChanges.ts';
import type { GitRepository } from './openRepository.ts';
import type { OutputFiles } from './outputFiles.ts';
import { type RepositoryFile, lookAt, readRepositoryFile } from './repositoryFile.ts';
import { type FilteredState, settleFiltered } from './settleFiltered.ts';
import { withoutToolFolders } from './toolFolders.ts';
import { writePatch } from './writePatch.ts';

/** Bytes that patches and untracked files of one version may take, used up by one repository after another. */
export interface CodeBudget {
  bytes: number;
}

export const CODE_BUDGET = 20_000_000;

export interface WorkTreeOptions {
  readonly outputs: OutputFiles;
  readonly allowSecret: boolean;
  readonly budget: CodeBudget;
  /** Begins every sentence about a repository that is not the workspace's own (`libs/core: `), else empty. */
  readonly where: string;
}

/** How a work tree differs from a commit. */
export interface WorkTreeState {
  readonly dirtyCode: readonly string[];
  readonly dirtyOutputs: readonly string[];
  readonly patch?: ObjectRef;
  readonly untracked?: readonly UntrackedFile[];
  readonly links: readonly GitLink[];
  readonly objects: readonly Uint8Array[];
  readonly doubts: readonly Doubt[];
  readonly missing: readonly Missing[];
  /** When source files that differ were last written, milliseconds since the epoch. */
  readonly written: readonly { readonly path: string; readonly mtimeMs: number }[];
}

/** Names that a record lists in one place; untracked files beyond it go into the patch. */
const NAME_LIMIT = 1_000;
/** Characters that one list of names may take, so that long names do not make the record too large. */
const TEXT_LIMIT = 64_000;
/** A file over this is never given to Git to make a patch of: it would take its size in memory. */
const FILE_LIMIT = 64 * 1024 * 1024;
const DIFF_LIMIT = 192 * 1024 * 1024;

/** A path that belongs into the capture, with what lies there now. */
interface Candidate {
  readonly name: string;
  readonly path: GitPath;
  readonly size: number;
  readonly mtimeMs: number;
  /** Absent for untracked files. */
  readonly change?: TrackedChange;
  /** What is stored instead of the content. */
  readonly overlay?: Buffer;
}

/** A part of the capture that has its bytes. */
interface Part {
  readonly name: string;
  readonly size: number;
  readonly bytes: Buffer;
  readonly file?: RepositoryFile;
}

/**
 * Captures how a work tree differs from a commit (or from nothing): a patch, the untracked files, and what had to be
 * left out. Nothing of the repository is run and nothing is written into it.
 * @throws GitFailure, RegistryError cancelled
 */
export async function captureWorkTree(repository: GitRepository, commit: string | undefined, options: WorkTreeOptions): Promise<WorkTreeState> {
  const all = await listChanges(repository, commit);
  const own = withoutToolFolders(all.untracked);
  const changes = { ...all, untracked: own.files };
  const filtered = await settleFiltered(repository, changes.tracked);
  const left = new LeftOut(options.where);
  left.tools(own.folders);
  const outputs: string[] = [];
  const code = (await candidates(repository, changes, filtered, options, outputs)).sort((a, b) => compareText(a.name, b.name));
  for (const path of changes.nested) if (!options.outputs.isOutput(join(repository.top, path.text))) left.nested(path.text);
  const wanted = sift(code, filtered, options, left);
  const parts = await readParts(repository, wanted, options, left);
  const { kept, dropped } = fitBudget(parts, options.budget.bytes);
  left.large(dropped);
  options.budget.bytes -= kept.reduce((sum, part) => sum + part.size, 0);
  return {
    dirtyCode: bounded([...new Set(code.map(({ name }) => name))], (name) => name),
    dirtyOutputs: bounded([...new Set(outputs)].sort(compareText), (name) => name),
    ...keep(kept),
    links: changes.links,
    doubts: hidden(changes, options.where),
    missing: left.missing(),
    written: code.filter(({ mtimeMs }) => mtimeMs > 0).map(({ name, mtimeMs }) => ({ path: name, mtimeMs })),
  };
}

/** As many as a record lists. */
function bounded<T>(entries: readonly T[], nameOf: (entry: T) => string): readonly T[] {
  let text = 0;
  const end = entries.findIndex((entry, index) => index >= NAME_LIMIT || (text += nameOf(entry).length) > TEXT_LIMIT);
  return end < 0 ? entries : entries.slice(0, end);
}

/** Sizes of blobs in the commit, by id: a deletion's patch holds all of what is deleted. */
async function blobSizes(repository: GitRepository, changes: readonly TrackedChange[]): Promise<ReadonlyMap<string, number>> {
  const blobs = changes.flatMap(({ before }) => before?.blob ?? []);
  if (blobs.length === 0) return new Map();
  const { stdout } = await repository.run(['cat-file', '--batch-check=%(objectname) %(objectsize)'], { input: Buffer.from(`${blobs.join('\n')}\n`, 'latin1') });
  const lines = stdout.toString('latin1').split('\n').map((line) => line.split(' '));
  return new Map(lines.map(([blob = '', size]) => [blob, Number(size) || 0]));
}

/** Source files that differ; outputs are only named, in `outputs`. */
async function candidates(repository: GitRepository, changes: WorkTreeChanges, filtered: ReadonlyMap<string, FilteredState>, options: WorkTreeOptions, outputs: string[]): Promise<Candidate[]> {
  const entries: readonly { readonly path: GitPath; readonly change?: TrackedChange }[] = [...changes.tracked.map((change) => ({ path: change.path, change })), ...changes.untracked.map((path) => ({ path }))];
  const before = await blobSizes(repository, changes.tracked);
  const code: Candidate[] = [];
  for (const entry of entries) {
    const { path } = entry;
    const blob = before.get(entry.change?.before?.blob ?? '') ?? 0;
    const state = filtered.get(path.raw);
    if (state?.kind === 'same') continue;
    if (options.outputs.isOutput(join(repository.top, path.text))) {
      outputs.push(path.text);
      continue;
    }
    const found = await lookAt(repository.top, path);
    if (found === undefined && entry.change === undefined) continue;
    const overlay = state?.kind === 'pointer' && path.exact ? { overlay: state.bytes } : {};
    code.push({ ...entry, ...overlay, name: path.text, size: Math.max(blob, found?.isFile() === true ? found.size : 0), mtimeMs: found?.mtimeMs ?? 0 });
  }
  return code;
}

/** Leaves out what is secret by its name and what is too large to look into. */
function sift(code: readonly Candidate[], filtered: ReadonlyMap<string, FilteredState>, options: WorkTreeOptions, left: LeftOut): readonly Candidate[] {
  const open = code.filter((candidate) => {
    const secret = !options.allowSecret && (isSecretFile(candidate.name) || filtered.get(candidate.path.raw)?.kind === 'encrypted');
    if (secret) left.secret(candidate.name);
    return !secret;
  });
  const large = new Set(open.filter((candidate) => candidate.overlay === undefined && candidate.size > FILE_LIMIT));
  const { kept, dropped } = fitBudget(open.filter((candidate) => !large.has(candidate)), DIFF_LIMIT);
  left.large([...large, ...dropped]);
  return kept;
}

async function readParts(repository: GitRepository, wanted: readonly Candidate[], options: WorkTreeOptions, left: LeftOut): Promise<readonly Part[]> {
  const overlays = wanted.filter(({ overlay }) => overlay !== undefined);
  const plain = wanted.filter(({ overlay, change, path }) => overlay === undefined && change === undefined && path.exact);
  const files = [...overlays, ...bounded(plain, ({ name }) => name)];
  const asFiles = new Set(files);
  const inPatch = wanted.filter((candidate) => !asFiles.has(candidate));
  const { kept, dropped } = fitBudget(files, Math.max(options.budget.bytes, 0));
  left.large(dropped);
  const parts = [...(await readFiles(repository, kept, left)), ...(await readSections(repository, inPatch, left))];
  if (options.allowSecret) return parts;
  const contents = new Map(inPatch.map((candidate) => [candidate.name, candidate]));
  const open: Part[] = [];
  for (const part of parts) {
    const kind = findSecretBytes(part.bytes) ?? (await secretOfBinary(repository, part, contents.get(part.name)));
    if (kind === undefined) open.push(part);
    else left.secret(part.name, kind);
  }
  return open;
}

/** A binary patch hides its content, so the file itself is searched. */
async function secretOfBinary(repository: GitRepository, part: Part, candidate: Candidate | undefined): Promise<string | undefined> {
  if (candidate === undefined || part.file !== undefined || !part.bytes.includes('\nGIT binary patch\n')) return undefined;
  const file = await readRepositoryFile(repository.top, candidate.path, FILE_LIMIT);
  return file === undefined ? undefined : findSecretBytes(file.bytes);
}

async function readFiles(repository: GitRepository, files: readonly Candidate[], left: LeftOut): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const { name, path, overlay } of files) {
    const file = overlay === undefined ? await readRepositoryFile(repository.top, path, CODE_BUDGET) : { mode: '100644', bytes: overlay };
    if (file === undefined) left.unreadable(name);
    else parts.push({ name, size: file.bytes.length, bytes: file.bytes, file });
  }
  return parts;
}

async function readSections(repository: GitRepository, inPatch: readonly Candidate[], left: LeftOut): Promise<readonly Part[]> {
  const changed: TrackedChange[] = [];
  const added: GitPath[] = [];
  const names = new Map<string, string>();
  for (const { name, path, change } of inPatch) {
    const found = await lookAt(repository.top, path);
    if (found !== undefined && !found.isFile() && !found.isSymbolicLink() && !found.isDirectory()) {
      left.unreadable(name);
      continue;
    }
    names.set(path.raw, name);
    if (change?.before === undefined) added.push(path);
    else changed.push(change);
  }
  const sections = await writePatch(repository, changed, added);
  return sections.map(({ raw, bytes }) => ({ name: names.get(raw) ?? raw, size: bytes.length, bytes }));
}

/** The objects of what is kept, and what the record says of them. */
function keep(parts: readonly Part[]): Pick<WorkTreeState, 'patch' | 'untracked' | 'objects'> {
  const objects: Uint8Array[] = [];
  const add = (bytes: Buffer): ObjectRef => {
    objects.push(bytes);
    return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
  };
  const untracked = parts.flatMap(({ name, file }) => (file === undefined ? [] : [{ path: name, mode: file.mode, ...add(file.bytes) }]));
  const sections = parts.filter(({ file }) => file === undefined).map(({ bytes }) => bytes);
  return {
    ...(sections.length === 0 ? {} : { patch: add(Buffer.concat(sections)) }),
    ...(untracked.length === 0 ? {} : { untracked: untracked.sort((a, b) => compareText(a.path, b.path)) }),
    objects,
  };
}

function hidden(changes: WorkTreeChanges, where: string): readonly Doubt[] {
  if (changes.unwatched.length === 0) return [];
  const names = changes.unwatched.map(({ text }) => text).sort(compareText);
  return [{ code: 'code.hiddenChanges', fact: 'code', message: `${where}Git was told not to look for changes in ${listNames(names)} (assume-unchanged).` }];
}
