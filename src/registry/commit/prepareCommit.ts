import { resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { CaptureContext, RunCapture } from '../../core/ports/collector.ts';
import type { ModelConfig, ProjectConfig } from '../../core/model/projectConfig.ts';
import type { CommitRequest } from '../../core/operations/commitOperations.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import { requireBranchName, requireModelName } from '../../core/model/names.ts';
import { foreignDatabaseReader } from '../../adapters/sqlite/foreignDatabaseReader.ts';
import { readProjectFile } from '../../adapters/project/projectFile.ts';
import type { CollectedFiles } from '../../adapters/workspace/collectFiles.ts';
import type { OperationsOptions } from '../operationsOptions.ts';
import type { Project } from '../findProject.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { chooseIncluded } from './chooseIncluded.ts';
import { freeName, modelOfFiles, suggestModelName } from './chooseModel.ts';
import { mappedBranch } from './mappedBranch.ts';
import { modelConfig, targetFiles } from './targetFiles.ts';

/** A commit whose files, model and parents are known; nothing has been read or written yet. */
export interface PreparedCommit {
  readonly model: string;
  readonly branch: string;
  readonly config: ModelConfig;
  readonly collected: CollectedFiles;
  /** Ids of the versions that `--parent` names. */
  readonly parents: readonly string[];
  readonly context: CaptureContext;
}

/**
 * Resolves what a commit is about.
 * @throws RegistryError for every wrong path, name or reference; include.ambiguous, shard.missing
 */
export async function prepareCommit(project: Project, registry: OpenRegistry | undefined, request: CommitRequest, options: OperationsOptions, operation: OperationContext, run?: RunCapture): Promise<PreparedCommit> {
  const config: ProjectConfig = readProjectFile(project.config);
  const cwd = resolve(request.cwd);
  const signal = operation.signal;
  const found = await targetFiles({
    root: project.root,
    cwd,
    project: config,
    env: options.env,
    paths: request.paths,
    follow: request.follow === true,
    ...(request.model === undefined ? {} : { model: request.model }),
    ...(signal === undefined ? {} : { signal }),
  });
  const collected = await chooseIncluded(found, request.include);
  const named = request.model ?? (await modelOfFiles(project.root, config, registry, collected))?.model ?? (await freeName(registry?.ledger, suggestModelName(project.root, collected)));
  requireModelName(named);
  const model = (await registry?.ledger.read('model', named))?.name ?? named;
  const branch = request.branch ?? (await mappedBranch(project.root, config, request.trusted !== false, options.env));
  requireBranchName(branch);
  const { parents, bases } = await splitParents(registry, request.parents ?? []);
  const ofModel = modelConfig(config, config.models.has(named) ? named : model);
  const context: CaptureContext = {
    root: project.root,
    folder: collected.folder,
    files: collected.files,
    project: config,
    model: ofModel,
    options: {
      cwd,
      params: request.params ?? [],
      metrics: request.metrics ?? [],
      data: request.data ?? [],
      bases,
      allowSecret: request.allowSecret === true,
      hashData: request.hashData === true,
      ...(request.experiment === undefined ? {} : { experiment: request.experiment }),
    },
    trusted: request.trusted !== false,
    env: options.env,
    readDatabase: foreignDatabaseReader(options),
    now: () => Date.now(),
    ...(run === undefined ? {} : { run }),
    ...(signal === undefined ? {} : { signal }),
  };
  return { model, branch, config: ofModel, collected, parents, context };
}

async function splitParents(registry: OpenRegistry | undefined, references: readonly string[]): Promise<{ readonly parents: readonly string[]; readonly bases: readonly string[] }> {
  const bases = references.filter((one) => one.startsWith('hf:'));
  const parents: string[] = [];
  for (const reference of references.filter((one) => !one.startsWith('hf:'))) {
    if (registry === undefined) throw new RegistryError('reference.notFound', `There is no version ${reference} to be a parent: the registry is new.`);
    parents.push((await resolveReference(registry.ledger, reference)).id);
  }
  return { parents, bases };
}
