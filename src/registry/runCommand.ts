import { resolve } from 'node:path';
import { RegistryError } from '../core/errors.ts';
import type { RunCapture } from '../core/ports/collector.ts';
import type { CommitResult } from '../core/operations/commitOperations.ts';
import type { OperationContext } from '../core/operations/operations.ts';
import { captureRun } from '../adapters/lineage/captureRun.ts';
import { requireInputs } from '../adapters/lineage/requireInputs.ts';
import { readProjectFile } from '../adapters/project/projectFile.ts';
import { commitVersion } from './commit/commitVersion.ts';
import { filesWrittenSince } from './commit/filesWrittenSince.ts';
import { mappedBranch } from './commit/mappedBranch.ts';
import { requireNames } from './commit/requireNames.ts';
import type { OperationsOptions } from './operationsOptions.ts';
import { openRegistries } from './openRegistries.ts';

/** A command that is being watched. */
export interface RunSession {
  /**
   * Commits what the command wrote, with the code as it was when the command began: one version for each model that has
   * new files. Nothing written: an empty list.
   */
  finish(request: { readonly model?: string; readonly message?: string; readonly branch?: string }, operation?: OperationContext): Promise<readonly CommitResult[]>;
  /** Ends the session without a commit (the command failed). */
  dispose(): Promise<void>;
}

/**
 * Records command and code before the command starts.
 * @throws RegistryError registry.missing; file.unreadable when declared params or data of the model are not there: hours
 * of training should not end with that; policy.refused for an archived model or a closed branch, for the same reason
 */
export async function beginRun(options: OperationsOptions, at: { readonly cwd: string; readonly argv: readonly string[]; readonly model?: string; readonly branch?: string }): Promise<RunSession> {
  const registries = openRegistries(options);
  const cwd = resolve(at.cwd);
  const project = await registries.project(cwd);
  const config = readProjectFile(project.config);
  if (registries.pinned(project) === undefined) throw new RegistryError('registry.missing', `There is no registry for ${project.root}.`, { hint: 'Create one first: modelkeep init' });
  const only = config.models.size === 1 ? [...config.models.keys()][0] : undefined;
  const trained = config.models.get(at.model ?? only ?? '');
  if (trained !== undefined) await requireInputs(project.root, trained).catch(beforeRunning);
  const model = at.model ?? only;
  if (model !== undefined) {
    const branch = at.branch?.toLowerCase() ?? (await mappedBranch(project.root, config, true, options.env));
    const { ledger } = await registries.open(project);
    await requireNames(ledger, model, undefined, { cwd, paths: [] }, branch).catch(async (error: unknown) => {
      await registries.dispose();
      throw error;
    });
  }
  const capture: RunCapture = await captureRun({ root: project.root, cwd, project: config, trusted: true, env: options.env, now: () => Date.now(), allowSecret: false }, at.argv);

  return {
    finish: async (request, operation = {}) => {
      const registry = await registries.open(await registries.project(cwd));
      const groups = await filesWrittenSince(project.root, registry.config(), capture.startedAt, request.model);
      const results: CommitResult[] = [];
      for (const { model, paths } of groups) {
        const { message, branch } = request;
        const commit = { cwd: project.root, paths, ...(model === undefined ? {} : { model }), ...(message === undefined ? {} : { message }), ...(branch === undefined ? {} : { branch }) };
        results.push(await commitVersion(registry, commit, operation, capture));
      }
      await registries.dispose();
      return results;
    },
    dispose: () => registries.dispose(),
  };
}

function beforeRunning(error: unknown): never {
  if (!RegistryError.is(error, 'file.unreadable')) throw error;
  const { message, details } = error;
  throw new RegistryError('file.unreadable', `${message} The command was not started.`, {
    hint: 'Bring the file here or correct modelkeep.json. Is another model trained? Name it with --model.',
    ...(details === undefined ? {} : { details }),
    cause: error,
  });
}
