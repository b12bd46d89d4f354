import { join } from 'node:path';
import type { CodeLineage, Doubt, Missing, SubmoduleState } from '../../../core/model/lineage.ts';
import { type WorkTreeOptions, type WorkTreeState, captureWorkTree } from './captureWorkTree.ts';
import { type ChosenCommit, type ProducerClaim, chooseCommit, codeDoubt, newerSources } from './chooseCommit.ts';
import { commitFacts, currentBranch, remoteAddress, resolveCommit } from './commitFacts.ts';
import { gitDirectoryOf } from './findGitDirectory.ts';
import { type GitLink, listChanges } from './listChanges.ts';
import { type GitRepository, type OpenOptions, isRefusal, openRepository } from './openRepository.ts';
import { GitFailure } from './runGit.ts';

/** What is captured of one repository, and how. */
export interface RepositoryRequest extends WorkTreeOptions, OpenOptions {
  /** As the record calls it: `.`, a folder of the workspace, or a bare name. */
  readonly name: string;
  readonly claims: readonly ProducerClaim[];
  /** When the artifact was written, milliseconds since the epoch; absent for `modelkeep run`, which sees the tree before. */
  readonly written?: number;
}

/** The state of a repository, of its submodules that differ, and the objects of both. */
export interface RepositoryCapture {
  readonly code: readonly CodeLineage[];
  readonly objects: readonly Uint8Array[];
  readonly doubts: readonly Doubt[];
  readonly missing: readonly Missing[];
}

interface Submodules {
  readonly states: readonly SubmoduleState[];
  readonly captures: readonly RepositoryCapture[];
}

const DEPTH_LIMIT = 5;

/**
 * Captures one repository: which commit, by what evidence, and how the tree differed from it. When the commit is not the
 * one that is checked out, its uncommitted changes cannot be known: no patch is recorded, and a doubt says so.
 * @throws RegistryError cancelled
 */
export async function captureRepository(repository: GitRepository, request: RepositoryRequest): Promise<RepositoryCapture> {
  try {
    const chosen: ChosenCommit = await chooseCommit(repository, request);
    const basis = request.written === undefined ? ({ basis: 'run', source: 'modelkeep run' } as const) : { basis: chosen.basis, source: chosen.source };
    const [facts, tree] = await Promise.all([describeCommit(repository, chosen), chosen.here ? workTree(repository, chosen.commit, request) : undefined]);
    const start = { repository: request.name, ...basis, ...facts.lineage };
    const rest = chosen.others.length === 0 ? {} : { others: chosen.others };
    if (tree === undefined) {
      const code: CodeLineage = { ...start, dirtyCode: [], dirtyOutputs: [], ...rest };
      return { code: [code], objects: [], doubts: [...chosen.doubts, ...(await dirtyNow(repository, request))], missing: facts.missing.map((message) => missing('code.commitGone', request.where + message)) };
    }
    return await captureHere(repository, request, chosen, tree, { ...start, ...rest });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return { code: [], objects: [], doubts: [], missing: [missing('code.gitFailed', `${request.where}The state of the code was not captured: ${error.message}.`)] };
  }
}

function missing(code: string, message: string): Missing {
  return { code, fact: 'code', message };
}

type Start = Omit<CodeLineage, 'dirtyCode' | 'dirtyOutputs'>;

async function captureHere(repository: GitRepository, request: RepositoryRequest, chosen: ChosenCommit, tree: Compared, start: Start): Promise<RepositoryCapture> {
  const { state, problem } = tree;
  const submodules = await captureSubmodules(repository, state.links, request, start, 0);
  const code: CodeLineage = {
    ...start,
    dirtyCode: state.dirtyCode,
    dirtyOutputs: state.dirtyOutputs,
    ...(state.patch === undefined ? {} : { patch: state.patch }),
    ...(state.untracked === undefined ? {} : { untracked: state.untracked }),
    ...(submodules.states.length === 0 ? {} : { submodules: submodules.states }),
  };
  const newer = request.written === undefined ? [] : newerSources(state.written, request.written, request.where);
  return {
    code: [code, ...submodules.captures.flatMap((capture) => capture.code)],
    objects: [...state.objects, ...submodules.captures.flatMap((capture) => capture.objects)],
    doubts: [...chosen.doubts, ...newer, ...state.doubts, ...submodules.captures.flatMap((capture) => capture.doubts)],
    missing: [...problem, ...state.missing, ...submodules.captures.flatMap((capture) => capture.missing)],
  };
}

const NOTHING: WorkTreeState = { dirtyCode: [], dirtyOutputs: [], links: [], objects: [], doubts: [], missing: [], written: [] };

interface Compared {
  readonly state: WorkTreeState;
  readonly problem: readonly Missing[];
}

/** The commit is worth recording even where the comparison fails (objects missing in a partial clone). */
async function workTree(repository: GitRepository, commit: string | undefined, request: RepositoryRequest): Promise<Compared> {
  try {
    return { state: await captureWorkTree(repository, commit, request), problem: [] };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return { state: NOTHING, problem: [missing('code.gitFailed', `${request.where}Uncommitted changes were not captured: ${error.message}.`)] };
  }
}

async function describeCommit(repository: GitRepository, chosen: ChosenCommit): Promise<{ readonly lineage: Partial<Start>; readonly missing: readonly string[] }> {
  const remote = remoteAddress(repository, chosen.branch);
  const place = { ...(chosen.branch === undefined ? {} : { branch: chosen.branch }), ...(remote === undefined ? {} : { remote }) };
  if (chosen.commit === undefined) return { lineage: place, missing: [] };
  const { commit, subject, tags } = await commitFacts(repository, chosen.commit);
  const facts = { commit, ...(subject === undefined ? {} : { subject }), ...(tags === undefined ? {} : { tags }) };
  return { lineage: { ...facts, ...place }, missing: subject === undefined ? [`The commit ${commit.slice(0, 7)} is not in the repository.`] : [] };
}

/** Whether the tree is unclean now, which says that it may have been then. */
async function dirtyNow(repository: GitRepository, request: RepositoryRequest): Promise<readonly Doubt[]> {
  const head = await resolveCommit(repository, 'HEAD');
  const { tracked, untracked } = await listChanges(repository, head);
  const names = [...tracked.map(({ path }) => path), ...untracked].filter(({ text }) => !request.outputs.isOutput(join(repository.top, text)));
  if (names.length === 0) return [];
  return [codeDoubt('code.dirtyUnknown', `${request.where}There are uncommitted changes now; whether they were there when the model was written is not known.`)];
}

/** Submodules have configurations of their own, so each is opened and hardened by itself. */
async function captureSubmodules(repository: GitRepository, links: readonly GitLink[], request: RepositoryRequest, start: Start, depth: number, prefix = ''): Promise<Submodules> {
  const states: SubmoduleState[] = [];
  const captures: RepositoryCapture[] = [];
  for (const { path } of depth < DEPTH_LIMIT ? links.filter(({ path }) => path.exact) : []) {
    const folder = join(repository.top, path.text);
    if ((await gitDirectoryOf(folder)) === undefined) continue;
    const full = `${prefix}${path.text}`;
    const name = request.name === '.' ? full : `${request.name}/${full}`;
    const opened = await openRepository(folder, request);
    if (isRefusal(opened)) {
      captures.push({ code: [], objects: [], doubts: [], missing: [missing(opened.refused, `${name}: ${opened.message}`)] });
      continue;
    }
    const inner = { ...request, where: `${name}: ` };
    const commit = await resolveCommit(opened, 'HEAD').catch(() => undefined);
    if (commit === undefined) continue;
    const { state, problem } = await workTree(opened, commit, inner);
    const dirty = state.dirtyCode.length > 0;
    states.push({ path: full, commit, dirty });
    captures.push(await describeSubmodule(opened, state, problem, { inner, name, commit, dirty, start }));
    const below = await captureSubmodules(opened, state.links, request, start, depth + 1, `${full}/`);
    states.push(...below.states);
    captures.push(...below.captures);
  }
  return { states, captures };
}

interface SubmodulePlace {
  readonly inner: RepositoryRequest;
  readonly name: string;
  readonly commit: string;
  readonly dirty: boolean;
  readonly start: Start;
}

/** A submodule that differs from its commit is a code entry of its own, so that its patch is kept. */
async function describeSubmodule(repository: GitRepository, state: WorkTreeState, problem: readonly Missing[], place: SubmodulePlace): Promise<RepositoryCapture> {
  const { inner, name, commit, dirty, start } = place;
  const newer = inner.written === undefined ? [] : newerSources(state.written, inner.written, inner.where);
  const rest = { doubts: [...newer, ...state.doubts], missing: [...problem, ...state.missing] };
  if (!dirty) return { code: [], objects: [], ...rest };
  const branch = await currentBranch(repository);
  const { lineage } = await describeCommit(repository, { basis: start.basis, source: start.source, commit, ...(branch === undefined ? {} : { branch }), others: [], doubts: [], here: true });
  const { patch, untracked, dirtyCode, dirtyOutputs } = state;
  const code: CodeLineage = {
    repository: name,
    basis: start.basis === 'run' ? 'run' : 'commit',
    source: start.basis === 'run' ? start.source : 'HEAD',
    ...lineage,
    dirtyCode,
    dirtyOutputs,
    ...(patch === undefined ? {} : { patch }),
    ...(untracked === undefined ? {} : { untracked }),
  };
  return { code: [code], objects: state.objects, ...rest };
}
