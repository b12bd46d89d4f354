import { resolve } from 'node:path';
import { RegistryError } from '../core/errors.ts';
import type { CommitPlan } from '../core/operations/commitOperations.ts';
import type { OperationContext, OperationName, OperationParams, OperationResult } from '../core/operations/operations.ts';
import type { ProjectState } from '../core/operations/place.ts';
import type { At } from '../core/operations/commonParams.ts';
import type { OperationsOptions } from './operationsOptions.ts';
import { REBUILT_NOTICE } from './ledger/rebuiltNotice.ts';
import { sweepDrafts } from './draftFolder.ts';
import type { Project } from './findProject.ts';
import type { OpenRegistries } from './openRegistries.ts';
import type { OpenRegistry } from './openRegistry.ts';

/** Every operation as a function; one that is missing here does not compile. */
export type OperationTable = { readonly [N in OperationName]: (params: OperationParams<N>, context: OperationContext) => Promise<OperationResult<N>> };

type InRegistry<N extends OperationName> = (registry: OpenRegistry, params: OperationParams<N>, context: OperationContext) => Promise<OperationResult<N>>;

/** Binds the operations to the registries of this process. Each is loaded on first use: a command pays for what it does. */
export function operationTable(registries: OpenRegistries, options: OperationsOptions): OperationTable {
  const inRegistry = <N extends OperationName>(load: () => Promise<InRegistry<N>>) => async (params: OperationParams<N>, context: OperationContext) => {
    const { cwd } = params;
    const operation = await load();
    const registry = await registries.open(await registries.project(cwd));
    const result = await operation(registry, params, context);
    for (const notice of registry.ledger.notices) context.onNotice?.(notice);
    return result;
  };

  async function initRegistry(project: Project, request: { readonly name?: string; readonly adopt?: boolean; readonly admission?: 'open' | 'closed'; readonly trusted?: boolean }): Promise<OpenRegistry> {
    const [{ authorName }, { createRegistryFolder }] = await Promise.all([import('./commit/author.ts'), import('./createRegistryFolder.ts')]);
    const author = await authorName(project.root, request.trusted !== false, options.env);
    await sweepDrafts(project);
    createRegistryFolder(project, { adopt: request.adopt === true, author, ...(request.name === undefined ? {} : { name: request.name }), ...(request.admission === undefined ? {} : { admission: request.admission }) }, options);
    return registries.open(await registries.project(project.root));
  }

  /** The project or repository that the first path lies in; a path in none (a scratch disk, a plain folder) belongs to where the person stands. */
  async function projectOf(params: At & { readonly paths?: readonly string[] }): Promise<Project> {
    const here = await registries.project(params.cwd);
    if (params.paths?.[0] === undefined) return here;
    const named = await registries.project(resolve(params.cwd, params.paths[0]));
    return named.exists || (named.git && !here.exists) ? named : here;
  }

  return {
    projectState: async (params) => projectState(registries, await registries.project(params.cwd)),
    where: inRegistry<'where'>(async () => (registry) => registry.place()),
    initRegistry: async (params) => (await initRegistry(await registries.project(params.cwd), params)).place(),
    planCommit: async (params) => {
      const project = await projectOf(params);
      const { state, registry } = await openIfThere(registries, project);
      const { planCommit } = await import('./operations/planCommit.ts');
      return planCommit(project, registry, state, params, options);
    },
    commitVersion: async (params, context) => {
      const project = await projectOf(params);
      if (registries.pinned(project) === undefined) return firstCommit(project, params, context);
      const registry = await registries.open(project);
      const { commitVersion } = await import('./commit/commitVersion.ts');
      const result = await commitVersion(registry, params, context);
      return { ...result, notices: [...registry.ledger.notices, ...result.notices] };
    },
    recordEvaluation: inRegistry<'recordEvaluation'>(async () => (await import('./operations/recordEvaluation.ts')).recordEvaluation),
    storeVersion: inRegistry<'storeVersion'>(async () => (await import('./operations/storeVersion.ts')).storeVersion),
    undoCommit: inRegistry<'undoCommit'>(async () => (await import('./operations/undoCommit.ts')).undoCommit),
    status: inRegistry<'status'>(async () => (await import('./operations/status.ts')).status),
    listModels: inRegistry<'listModels'>(async () => (await import('./operations/listModels.ts')).listModels),
    logVersions: inRegistry<'logVersions'>(async () => (await import('./operations/logVersions.ts')).logVersions),
    showVersion: inRegistry<'showVersion'>(async () => (await import('./operations/showVersion.ts')).showVersion),
    showObject: inRegistry<'showObject'>(async () => (await import('./operations/showObject.ts')).showObject),
    versionCard: inRegistry<'versionCard'>(async () => (await import('./operations/versionCard.ts')).versionCard),
    pullVersion: inRegistry<'pullVersion'>(async () => (await import('./operations/pullVersion.ts')).pullVersion),
    restoreVersion: inRegistry<'restoreVersion'>(async () => (await import('./operations/pullVersion.ts')).restoreVersion),
    rebuildCode: inRegistry<'rebuildCode'>(async () => (await import('./operations/rebuildCode.ts')).rebuildCode),
    verifyRegistry: inRegistry<'verifyRegistry'>(async () => (await import('./operations/verifyRegistry.ts')).verifyRegistry),
    rebuildCatalogue: inRegistry<'rebuildCatalogue'>(async () => rebuildCatalogue),
    diskUsage: inRegistry<'diskUsage'>(async () => (await import('./operations/diskUsage.ts')).diskUsage),
    exportRegistry: inRegistry<'exportRegistry'>(async () => (await import('./operations/exportRegistry.ts')).exportRegistry),
    importRegistry: async (params) => {
      const project = await registries.project(params.cwd);
      await sweepDrafts(project);
      const { importRegistry } = await import('./operations/importRegistry.ts');
      await importRegistry(project, params.cwd, params.file);
      const place = await (await registries.open(await registries.project(project.root))).place();
      return { ...place, notices: place.notices.filter((notice) => !notice.startsWith(REBUILT_NOTICE)) }; // an import has no database before
    },
    setTag: inRegistry<'setTag'>(async () => (await import('./naming/setTag.ts')).setTag),
    retireTag: inRegistry<'retireTag'>(async () => (await import('./naming/changeVersions.ts')).retireTag),
    setLabels: inRegistry<'setLabels'>(async () => (await import('./naming/changeVersions.ts')).setLabels),
    removeLabels: inRegistry<'removeLabels'>(async () => (await import('./naming/changeVersions.ts')).removeLabels),
    describeVersion: inRegistry<'describeVersion'>(async () => (await import('./naming/changeVersions.ts')).describeVersion),
    deprecateVersion: inRegistry<'deprecateVersion'>(async () => (await import('./naming/changeVersions.ts')).deprecateVersion),
    withdrawVersion: inRegistry<'withdrawVersion'>(async () => (await import('./naming/changeVersions.ts')).withdrawVersion),
    recordDeployment: inRegistry<'recordDeployment'>(async () => (await import('./naming/changeVersions.ts')).recordDeployment),
    setAlias: inRegistry<'setAlias'>(async () => (await import('./naming/setAlias.ts')).setAlias),
    removeAlias: inRegistry<'removeAlias'>(async () => (await import('./naming/setAlias.ts')).removeAlias),
    describeModel: inRegistry<'describeModel'>(async () => (await import('./naming/changeModels.ts')).describeModel),
    setModelOwner: inRegistry<'setModelOwner'>(async () => (await import('./naming/changeModels.ts')).setModelOwner),
    renameModel: inRegistry<'renameModel'>(async () => (await import('./naming/changeModels.ts')).renameModel),
    archiveModel: inRegistry<'archiveModel'>(async () => (await import('./naming/changeModels.ts')).archiveModel),
    listBranches: inRegistry<'listBranches'>(async () => (await import('./branches/branches.ts')).listBranches),
    createBranch: inRegistry<'createBranch'>(async () => (await import('./branches/branches.ts')).createBranch),
    adoptBranch: inRegistry<'adoptBranch'>(async () => (await import('./branches/branches.ts')).adoptBranch),
    closeBranch: inRegistry<'closeBranch'>(async () => (await import('./branches/branches.ts')).closeBranch),
    promoteVersion: inRegistry<'promoteVersion'>(async () => (await import('./stages/promoteVersion.ts')).promoteVersion),
    demoteVersion: inRegistry<'demoteVersion'>(async () => (await import('./stages/demoteVersion.ts')).demoteVersion),
    explainStage: inRegistry<'explainStage'>(async () => (await import('./stages/explainStage.ts')).explainStage),
    explainStages: inRegistry<'explainStages'>(async () => (await import('./stages/explainStage.ts')).explainStages),
    openRequest: inRegistry<'openRequest'>(async () => (await import('./stages/requests.ts')).openRequest),
    cancelRequest: inRegistry<'cancelRequest'>(async () => (await import('./stages/requests.ts')).cancelRequest),
    approveRequest: inRegistry<'approveRequest'>(async () => (await import('./stages/requests.ts')).approveRequest),
    rejectRequest: inRegistry<'rejectRequest'>(async () => (await import('./stages/requests.ts')).rejectRequest),
    listRequests: inRegistry<'listRequests'>(async () => (await import('./stages/requests.ts')).listRequests),
    showRequest: inRegistry<'showRequest'>(async () => (await import('./stages/requests.ts')).showRequest),
    explainRollback: inRegistry<'explainRollback'>(async () => (await import('./stages/rollbackStage.ts')).explainRollback),
    rollbackStage: inRegistry<'rollbackStage'>(async () => (await import('./stages/rollbackStage.ts')).rollbackStage),
    listStages: inRegistry<'listStages'>(async () => (await import('./stages/listStages.ts')).listStages),
    showPolicy: inRegistry<'showPolicy'>(async () => (await import('./policy/comparePolicy.ts')).showPolicy),
    checkPolicy: async (params) => {
      const project = await registries.project(params.cwd);
      const { registry } = await openIfThere(registries, project);
      return (await import('./policy/checkPolicy.ts')).checkPolicy(project, registry, params);
    },
    diffPolicy: inRegistry<'diffPolicy'>(async () => (await import('./policy/comparePolicy.ts')).diffPolicy),
    applyPolicy: inRegistry<'applyPolicy'>(async () => (await import('./policy/comparePolicy.ts')).applyPolicy),
    diffVersions: inRegistry<'diffVersions'>(async () => (await import('./diff/diffVersions.ts')).diffVersions),
    compareFile: inRegistry<'compareFile'>(async () => (await import('./diff/compareFile.ts')).compareFile),
    searchVersions: inRegistry<'searchVersions'>(async () => (await import('./search/searchVersions.ts')).searchVersions),
    auditLog: inRegistry<'auditLog'>(async () => (await import('./audit/auditLog.ts')).auditLog),
    exportAudit: inRegistry<'exportAudit'>(async () => (await import('./audit/exportAudit.ts')).exportAudit),
    writeCheckpoint: inRegistry<'writeCheckpoint'>(async () => (await import('./audit/writeCheckpoint.ts')).writeCheckpointFile),
    listMembers: inRegistry<'listMembers'>(async () => (await import('./members/members.ts')).listMembers),
    addMember: inRegistry<'addMember'>(async () => (await import('./members/members.ts')).addMember),
    removeMember: inRegistry<'removeMember'>(async () => (await import('./members/members.ts')).removeMember),
    changeRoles: inRegistry<'changeRoles'>(async () => (await import('./members/members.ts')).changeRoles),
    setAdmission: inRegistry<'setAdmission'>(async () => (await import('./members/members.ts')).setAdmission),
    addKey: inRegistry<'addKey'>(async () => (await import('./members/changeKeys.ts')).addKey),
    revokeKey: inRegistry<'revokeKey'>(async () => (await import('./members/changeKeys.ts')).revokeKey),
    showKey: inRegistry<'showKey'>(async () => (await import('./members/ownKey.ts')).showKey),
    newKey: inRegistry<'newKey'>(async () => (await import('./members/ownKey.ts')).newKey),
    backUpKey: inRegistry<'backUpKey'>(async () => (await import('./members/ownKey.ts')).backUpKey),
    restoreKey: inRegistry<'restoreKey'>(async () => (await import('./members/ownKey.ts')).restoreKey),
    listNotifications: inRegistry<'listNotifications'>(async () => (await import('./notifications/listNotifications.ts')).listNotifications),
    listNews: inRegistry<'listNews'>(async () => (await import('./notifications/listNews.ts')).listNews),
    retryNotifications: inRegistry<'retryNotifications'>(async () => (await import('./notifications/retryNotifications.ts')).retryNotifications),
    testNotifications: inRegistry<'testNotifications'>(async () => (await import('./notifications/testNotifications.ts')).testNotifications),
    trackModel: async (params) => (await import('./operations/trackModel.ts')).trackModel(await registries.project(params.cwd), params),
  };

  async function firstCommit(project: Project, params: OperationParams<'commitVersion'>, context: OperationContext): Promise<OperationResult<'commitVersion'>> {
    if (params.dryRun === true) {
      const { dryRunFirstCommit } = await import('./commit/dryRunFirstCommit.ts');
      return dryRunFirstCommit(project, params, options, context);
    }
    const registry = params.init === true ? await initRegistry(project, params) : await registries.open(project);
    const { commitVersion } = await import('./commit/commitVersion.ts');
    return { ...(await commitVersion(registry, params, context)), created: params.init === true };
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
