import { basename, isAbsolute, resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { CodeLineage, Doubt, Missing } from '../../core/model/lineage.ts';
import type { CaptureContext, Collector, Finding } from '../../core/ports/collector.ts';
import { artifactTime } from './artifactTime.ts';
import { type RepositoryCapture, type RepositoryRequest, captureRepository } from './git/captureRepository.ts';
import { CODE_BUDGET } from './git/captureWorkTree.ts';
import { type ProducerClaim, codeDoubt, shortCommit } from './git/chooseCommit.ts';
import { headAt, readHeadReflog } from './git/headReflog.ts';
import { findGitDirectory } from './git/findGitDirectory.ts';
import { type GitRepository, type OpenOptions, isRefusal, openRepository } from './git/openRepository.ts';
import { outputFiles } from './git/outputFiles.ts';
import { settleRunCode } from './git/settleRunCode.ts';
import { workspaceName } from './workspaceName.ts';

/** What finds commits that the training itself wrote down. */
export interface CodeDependencies {
  /** Strongest first. */
  readonly producerClaims: (context: CaptureContext) => Promise<readonly ProducerClaim[]>;
}

/** Collects the state of the code: the workspace's Git repository, and those that `code` in `modelkeep.json` names. */
export function createCodeCollector({ producerClaims }: CodeDependencies): Collector {
  return { kind: 'code', collect: async (context) => resolveCode(context, await producerClaims(context)) };
}

/** Repositories that are captured, by the name under which the record knows them. */
export interface NamedRepository {
  readonly name: string;
  readonly repository: GitRepository;
}

/**
 * Opens the workspace's repository and those that `modelkeep.json` names.
 * @throws RegistryError file.unreadable for a named one that cannot be read, cancelled
 */
export async function openRepositories(root: string, named: readonly string[], options: OpenOptions): Promise<{ readonly repositories: readonly NamedRepository[]; readonly missing: readonly Missing[] }> {
  const own = await openRepository(root, options);
  const missing: Missing[] = isRefusal(own) ? [{ code: own.refused, fact: 'code', message: own.message }] : [];
  const repositories: NamedRepository[] = isRefusal(own) ? [] : [{ name: '.', repository: own }];
  for (const entry of named) {
    const folder = isAbsolute(entry) ? entry : resolve(root, entry);
    const opened = await openRepository(folder, options);
    if (isRefusal(opened)) {
      if (opened.refused === 'code.noGit') continue;
      throw new RegistryError('file.unreadable', `The repository "${entry}" that modelkeep.json names under "code" cannot be read.`, {
        hint: opened.refused === 'code.noRepository' ? 'Correct the folder in modelkeep.json; it must be a Git repository.' : opened.message,
        details: { path: entry, reason: opened.refused },
      });
    }
    if (repositories.some(({ repository }) => repository.gitDirectory === opened.gitDirectory)) continue;
    repositories.push({ name: repositoryName(root, folder, opened), repository: opened });
  }
  return { repositories, missing };
}

/** Inside the workspace its path, elsewhere its folder's name. */
function repositoryName(root: string, folder: string, repository: GitRepository): string {
  const { name, outside } = workspaceName(root, folder);
  return outside || name === '.' ? basename(repository.top) : name;
}

/**
 * The code of a version: as `modelkeep run` saw it, else by what training wrote (`claims`, strongest first), else by
 * the reflog at the time when the artifact was written, else HEAD.
 * @throws RegistryError file.unreadable, cancelled
 */
export async function resolveCode(context: CaptureContext, claims: readonly ProducerClaim[]): Promise<Finding> {
  if (context.run !== undefined) return settleRunCode(context.run, context, await nowCommits(context, claims));
  if (!context.trusted) {
    return { ...onlyClaims(claims), missing: [{ code: 'code.untrusted', fact: 'code', message: 'The workspace is not trusted, so Git was not run and the state of the code was not captured.' }] };
  }
  const open = { env: context.env, signal: context.signal };
  const { repositories, missing } = await openRepositories(context.root, context.project.code, open);
  const outputs = await outputFiles(hintsOf(context));
  const budget = { bytes: CODE_BUDGET };
  const captures: RepositoryCapture[] = [];
  for (const { name, repository } of repositories) {
    const request: RepositoryRequest = { ...open, name, outputs, budget, allowSecret: context.options.allowSecret, where: name === '.' ? '' : `${name}: `, claims: name === '.' ? claims : [], written: artifactTime(context) };
    captures.push(await captureRepository(repository, request));
  }
  const own = repositories.some(({ name }) => name === '.') ? {} : onlyClaims(claims);
  return {
    code: [...(own.code ?? []), ...captures.flatMap((capture) => capture.code)],
    objects: captures.flatMap((capture) => capture.objects),
    doubts: [...(own.doubts ?? []), ...captures.flatMap((capture) => capture.doubts)],
    missing: [...missing, ...captures.flatMap((capture) => capture.missing)],
  };
}

function hintsOf(context: CaptureContext): Parameters<typeof outputFiles>[0] {
  const metrics = [...context.options.metrics.map((path) => resolve(context.options.cwd, path)), ...context.model.metrics.map((path) => resolve(context.root, path))];
  return { root: context.root, folder: context.folder, files: context.files, metrics };
}

/** Where Git cannot be asked, what training wrote is still worth keeping, as a claim that was not checked. */
function onlyClaims(claims: readonly ProducerClaim[]): { readonly code?: readonly CodeLineage[]; readonly doubts?: readonly Doubt[] } {
  const full = claims.filter(({ commit }) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit));
  const first = full[0];
  if (first === undefined) return {};
  const others = full.filter(({ commit }) => commit !== first.commit).map(({ source, commit }) => ({ basis: 'producer' as const, source, commit }));
  const code: CodeLineage = { repository: '.', basis: 'producer', source: first.source, commit: first.commit, dirtyCode: [], dirtyOutputs: [], ...(others.length === 0 ? {} : { others }) };
  return { code: [code], doubts: [codeDoubt('code.commitUnknown', `The commit ${shortCommit(first.commit)} that ${first.source} names could not be looked up.`)] };
}

/** Commits that weaker evidence names, for a version that `modelkeep run` watched; read from files, without Git. */
async function nowCommits(context: CaptureContext, claims: readonly ProducerClaim[]): Promise<NonNullable<CodeLineage['others']>> {
  const producer = claims.filter(({ commit }) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)).map(({ source, commit }) => ({ basis: 'producer' as const, source, commit }));
  const directory = await findGitDirectory(context.root);
  const then = directory === undefined ? undefined : headAt(await readHeadReflog(directory.gitDirectory), artifactTime(context));
  return [...producer, ...(then === undefined ? [] : [{ basis: 'write' as const, source: 'reflog', commit: then.commit }])];
}
