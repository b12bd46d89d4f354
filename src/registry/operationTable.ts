import { resolve } from 'node:path';
import { RegistryError } from '../core/errors.ts';
import type { At, CommitPlan, OperationContext, OperationName, OperationParams, OperationResult, ProjectState } from '../core/operations/operations.ts';
import { authorName } from './commit/author.ts';
import { commitVersion } from './commit/commitVersion.ts';
import { createRegistryFolder } from './createRegistryFolder.ts';
import type { OperationsOptions } from './createOperations.ts';
import { sweepDrafts } from './draftFolder.ts';
import type { Project } from './findProject.ts';
import type { OpenRegistries } from './openRegistries.ts';
import type { OpenRegistry } from './openRegistry.ts';
import { diskUsage } from './operations/diskUsage.ts';
import { exportRegistry } from './operations/exportRegistry.ts';
import { importRegistry } from './operations/importRegistry.ts';
import { listModels } from './operations/listModels.ts';
import { logVersions } from './operations/logVersions.ts';
import { planCommit } from './operations/planCommit.ts';
import { pullVersion, restoreVersion } from './operations/pullVersion.ts';
import { rebuildCode } from './operations/rebuildCode.ts';
import { recordEvaluation } from './operations/recordEvaluation.ts';
import { showObject } from './operations/showObject.ts';
import { showVersion } from './operations/showVersion.ts';
import { status } from './operations/status.ts';
import { storeVersion } from './operations/storeVersion.ts';
import { trackModel } from './operations/trackModel.ts';
import { undoCommit } from './operations/undoCommit.ts';
import { verifyRegistry } from './operations/verifyRegistry.ts';
import { versionCard } from './operations/versionCard.ts';

/** Every operation as a function; one that is missing here does not compile. */
export type OperationTable = { readonly [N in OperationName]: (params: OperationParams<N>, context: OperationContext) => Promise<OperationResult<N>> };

type InRegistry<N extends OperationName> = (registry: OpenRegistry, params: OperationParams<N>, context: OperationContext) => Promise<OperationResult<N>>;

/** Binds the operations to the registries of this process. */
export function operationTable(registries: OpenRegistries, options: OperationsOptions): OperationTable {
  const inRegistry = <N extends OperationName>(operation: InRegistry<N>) => async (params: OperationParams<N>, context: OperationContext) => {
    const { cwd } = params;
    return operation(await registries.open(await registries.project(cwd)), params, context);
  };

  async function initRegistry(project: Project, request: { readonly name?: string; readonly adopt?: boolean; readonly trusted?: boolean }): Promise<OpenRegistry> {
    const author = await authorName(project.root, request.trusted !== false, options.env);
    await sweepDrafts(project);
    createRegistryFolder(project, { adopt: request.adopt === true, author, ...(request.name === undefined ? {} : { name: request.name }) }, options);
    return registries.open(await registries.project(project.root));
  }

  async function projectOf(params: At & { readonly paths?: readonly string[] }): Promise<Project> {
    return registries.project(params.paths?.[0] === undefined ? params.cwd : resolve(params.cwd, params.paths[0]));
  }

  return {
    projectState: async (params) => projectState(registries, await registries.project(params.cwd)),
    where: inRegistry<'where'>((registry) => registry.place()),
    initRegistry: async (params) => (await initRegistry(await registries.project(params.cwd), params)).place(),
    planCommit: async (params) => {
      const project = await projectOf(params);
      const { state, registry } = await openIfThere(registries, project);
      return planCommit(project, registry, state, params, options);
    },
    commitVersion: async (params, context) => {
      const project = await projectOf(params);
      if (registries.pinned(project) !== undefined || params.init !== true || params.dryRun === true) return commitDryOrReal(project, params, context);
      const registry = await initRegistry(project, params);
      return { ...(await commitVersion(registry, params, context)), created: true };
    },
    recordEvaluation: inRegistry<'recordEvaluation'>(recordEvaluation),
    storeVersion: inRegistry<'storeVersion'>(storeVersion),
    undoCommit: inRegistry<'undoCommit'>(undoCommit),
    status: inRegistry<'status'>(status),
    listModels: inRegistry<'listModels'>(listModels),
    logVersions: inRegistry<'logVersions'>(logVersions),
    showVersion: inRegistry<'showVersion'>(showVersion),
    showObject: inRegistry<'showObject'>(showObject),
    versionCard: inRegistry<'versionCard'>(versionCard),
    pullVersion: inRegistry<'pullVersion'>(pullVersion),
    restoreVersion: inRegistry<'restoreVersion'>(restoreVersion),
    rebuildCode: inRegistry<'rebuildCode'>(rebuildCode),
    verifyRegistry: inRegistry<'verifyRegistry'>(verifyRegistry),
    rebuildCatalogue: inRegistry<'rebuildCatalogue'>(rebuildCatalogue),
    diskUsage: inRegistry<'diskUsage'>(diskUsage),
    exportRegistry: inRegistry<'exportRegistry'>(exportRegistry),
    importRegistry: async (params) => {
      const project = await registries.project(params.cwd);
      await sweepDrafts(project);
      await importRegistry(project, params.cwd, params.file);
      return (await registries.open(await registries.project(project.root))).place();
    },
    trackModel: async (params) => trackModel(await registries.project(params.cwd), params),
  };

  async function commitDryOrReal(project: Project, params: OperationParams<'commitVersion'>, context: OperationContext): Promise<OperationResult<'commitVersion'>> {
    const registry = await registries.open(project);
    const result = await commitVersion(registry, params, context);
    return { ...result, notices: registry.ledger.notices };
  }
}

async function rebuildCatalogue(registry: OpenRegistry): Promise<OperationResult<'rebuildCatalogue'>> {
  const second = await registry.openSecondLedger();
  try {
    const { slots, events, root } = await second.call('rebuild', undefined);
    return { slots, events, root };
  } finally {
    await second.close();
  }
}

async function projectState(registries: OpenRegistries, project: Project): Promise<ProjectState> {
  const { state, registry } = await openIfThere(registries, project);
  if (state === 'none') return { state };
  if (registry === undefined) return { state: 'elsewhere', registry: registries.pinned(project) ?? '', config: project.config };
  return { state: 'ready', place: await registry.place(), versions: (await registry.ledger.call('state', undefined)).versions };
}

async function openIfThere(registries: OpenRegistries, project: Project): Promise<{ readonly state: CommitPlan['state']; readonly registry?: OpenRegistry }> {
  if (registries.pinned(project) === undefined) return { state: 'none' };
  try {
    return { state: 'ready', registry: await registries.open(project) };
  } catch (error) {
    if (RegistryError.is(error, 'registry.notHere')) return { state: 'elsewhere' };
    throw error;
  }
}
