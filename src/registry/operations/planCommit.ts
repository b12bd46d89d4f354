import { resolve } from 'node:path';
import type { CommitPlan } from '../../core/operations/commitOperations.ts';
import type { OperationParams } from '../../core/operations/operations.ts';
import { readProjectFile } from '../../adapters/project/projectFile.ts';
import type { CollectedFiles } from '../../adapters/workspace/collectFiles.ts';
import { subjectMessage } from '../commit/subjectMessage.ts';
import { mappedBranch } from '../commit/mappedBranch.ts';
import { trainingStateOf } from '../commit/chooseIncluded.ts';
import { freeName, modelOfFiles, suggestModelName, type ModelChoice } from '../commit/chooseModel.ts';
import { targetFiles } from '../commit/targetFiles.ts';
import type { OperationsOptions } from '../operationsOptions.ts';
import type { Project } from '../findProject.ts';
import type { OpenRegistry } from '../openRegistry.ts';

const MOST_MODELS = 500;

/** What the two steps of a commit need to know; reads names and sizes only. */
export async function planCommit(project: Project, registry: OpenRegistry | undefined, state: CommitPlan['state'], params: OperationParams<'planCommit'>, options: OperationsOptions): Promise<CommitPlan> {
  const config = readProjectFile(project.config);
  const collected = await targetFiles({ root: project.root, cwd: resolve(params.cwd), project: config, env: options.env, paths: params.paths, follow: params.follow === true, ...(params.model === undefined ? {} : { model: params.model }) });
  const choice = await modelOfFiles(project.root, config, registry, collected);
  const models = await modelsToChoose(registry, [...config.models.keys()], choice);
  const newest = (await registry?.ledger.read('versions', { limit: 1 }))?.[0];
  const trainingState = trainingStateOf(collected);
  const branch = await mappedBranch(project.root, config, params.trusted !== false, options.env);
  return {
    state,
    models,
    ...(branch === 'main' ? {} : { branch }),
    suggested: await freeName(registry?.ledger, suggestModelName(project.root, collected)),
    message: await subjectMessage(project.root, params.trusted !== false, options.env, newest),
    files: collected.files.length,
    size: sizeOf(collected),
    ...(trainingState === undefined ? {} : { trainingState }),
  };
}

async function modelsToChoose(registry: OpenRegistry | undefined, declared: readonly string[], choice: ModelChoice | undefined): Promise<CommitPlan['models']> {
  const rows = (await registry?.ledger.read('models', MOST_MODELS, '')) ?? [];
  const known = rows.filter((row) => !row.archived).map((row) => ({ name: row.name, next: row.versions + 1, belongs: row.model === choice?.model, ...(row.model === choice?.model && choice.here !== undefined ? { here: choice.here.number } : {}), ...(row.branches.length > 1 ? { branches: row.branches } : {}) }));
  const unborn = declared.filter((name) => !rows.some((row) => row.name === name)).map((name) => ({ name, next: 1, belongs: name === choice?.model }));
  return [...known, ...unborn].sort((a, b) => Number(b.belongs) - Number(a.belongs));
}

function sizeOf(collected: CollectedFiles): number {
  return collected.files.reduce((sum, file) => sum + file.size, 0);
}
