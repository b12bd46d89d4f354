import * as vscode from 'vscode';
import { COMMANDS, type CommandId } from '../commandIds.ts';
import { adoptBranch } from './adoptBranch.ts';
import { applyPolicy } from './applyPolicy.ts';
import { approveRequest } from './approveRequest.ts';
import { archiveModel, unarchiveModel } from './archiveModel.ts';
import { cancelRequest } from './cancelRequest.ts';
import type { Command, CommandServices } from './commandServices.ts';
import { checkPolicy } from './checkPolicy.ts';
import { closeBranch } from './closeBranch.ts';
import { commitVersion } from './commitVersion.ts';
import { compareVersions } from './compareVersions.ts';
import { compareWith } from './compareWith.ts';
import { copyId } from './copyId.ts';
import { copyReference } from './copyReference.ts';
import { copyValue } from './copyValue.ts';
import { createBranch, reopenBranch } from './createBranch.ts';
import { demoteVersion } from './demoteVersion.ts';
import { deprecateVersion } from './deprecateVersion.ts';
import { describeModel } from './describeModel.ts';
import { describeVersion } from './describeVersion.ts';
import { diffPolicy } from './diffPolicy.ts';
import { explainStage } from './explainStage.ts';
import { exportAudit } from './exportAudit.ts';
import { exportRegistry } from './exportRegistry.ts';
import { importRegistry } from './importRegistry.ts';
import { initRegistry } from './initRegistry.ts';
import { installCommandLine } from './installCommandLine.ts';
import { manageTrust } from './manageTrust.ts';
import { openArtifact } from './openArtifact.ts';
import { openCommit } from './openCommit.ts';
import { openConfig } from './openConfig.ts';
import { openData } from './openData.ts';
import { openObject } from './openObject.ts';
import { openRecord } from './openRecord.ts';
import { openRequest } from './openRequest.ts';
import { openSampleProject } from './openSampleProject.ts';
import { promoteRequest } from './promoteRequest.ts';
import { promoteVersion } from './promoteVersion.ts';
import { rebuildCatalogue } from './rebuildCatalogue.ts';
import { rebuildCode } from './rebuildCode.ts';
import { recordDeployment } from './recordDeployment.ts';
import { recordEvaluation } from './recordEvaluation.ts';
import { refresh } from './refresh.ts';
import { rejectRequest } from './rejectRequest.ts';
import { removeAlias } from './removeAlias.ts';
import { removeLabels } from './removeLabels.ts';
import { renameModel } from './renameModel.ts';
import { reportFailure } from './reportFailure.ts';
import { restart } from './restart.ts';
import { restoreVersion } from './restoreVersion.ts';
import { retireTag } from './retireTag.ts';
import { rollbackStage } from './rollbackStage.ts';
import { saveFilesAs } from './saveFilesAs.ts';
import { searchVersions } from './searchVersions.ts';
import { compareWithSelected, selectForCompare } from './selectForCompare.ts';
import { setAlias } from './setAlias.ts';
import { setLabels } from './setLabels.ts';
import { setModelOwner } from './setModelOwner.ts';
import { showAuditLog } from './showAuditLog.ts';
import { showActions } from './showActions.ts';
import { showBranches } from './showBranches.ts';
import { showCard } from './showCard.ts';
import { showDiskUsage } from './showDiskUsage.ts';
import { showLog } from './showLog.ts';
import { showNotifications } from './showNotifications.ts';
import { showOlderVersions } from './showOlderVersions.ts';
import { showPolicy } from './showPolicy.ts';
import { showRegistryAt } from './showRegistryAt.ts';
import { showRequest } from './showRequest.ts';
import { showStages } from './showStages.ts';
import { storeVersion } from './storeVersion.ts';
import { tagVersion } from './tagVersion.ts';
import { trackModel } from './trackModel.ts';
import { undoCommit } from './undoCommit.ts';
import { addKey } from './addKey.ts';
import { addMember } from './addMember.ts';
import { backUpKey } from './backUpKey.ts';
import { changeRoles } from './changeRoles.ts';
import { copyKey } from './copyKey.ts';
import { newKey } from './newKey.ts';
import { removeMember } from './removeMember.ts';
import { restoreKey } from './restoreKey.ts';
import { revokeKey } from './revokeKey.ts';
import { setAdmission } from './setAdmission.ts';
import { showMembers } from './showMembers.ts';
import { verify } from './verify.ts';
import { where } from './where.ts';
import { withdrawVersion } from './withdrawVersion.ts';
import { writeCheckpoint } from './writeCheckpoint.ts';
import { isOfLostRow } from './isOfLostRow.ts';
import { t } from '../texts/translate.ts';

/** Every command and what it does; one that is missing does not compile. */
const HANDLERS: Readonly<Record<CommandId, Command>> = {
  [COMMANDS.commitVersion]: commitVersion,
  [COMMANDS.initRegistry]: initRegistry,
  [COMMANDS.trackModel]: trackModel,
  [COMMANDS.searchVersions]: searchVersions,
  [COMMANDS.showRegistryAt]: showRegistryAt,
  [COMMANDS.refresh]: refresh,
  [COMMANDS.showCard]: showCard,
  [COMMANDS.openRecord]: openRecord,
  [COMMANDS.copyReference]: copyReference,
  [COMMANDS.copyId]: copyId,
  [COMMANDS.restoreVersion]: restoreVersion,
  [COMMANDS.saveFilesAs]: saveFilesAs,
  [COMMANDS.storeVersion]: storeVersion,
  [COMMANDS.rebuildCode]: rebuildCode,
  [COMMANDS.recordEvaluation]: recordEvaluation,
  [COMMANDS.recordDeployment]: recordDeployment,
  [COMMANDS.compareVersions]: compareVersions,
  [COMMANDS.selectForCompare]: selectForCompare,
  [COMMANDS.compareWithSelected]: compareWithSelected,
  [COMMANDS.compareWithPrevious]: compareWith('previous'),
  [COMMANDS.compareWithBaseline]: compareWith('baseline'),
  [COMMANDS.compareWithWorkspace]: compareWith('workspace'),
  [COMMANDS.promoteVersion]: promoteVersion,
  [COMMANDS.explainStage]: explainStage,
  [COMMANDS.demoteVersion]: demoteVersion,
  [COMMANDS.rollbackStage]: rollbackStage,
  [COMMANDS.showStages]: showStages,
  [COMMANDS.createBranch]: createBranch,
  [COMMANDS.adoptBranch]: adoptBranch,
  [COMMANDS.reopenBranch]: reopenBranch,
  [COMMANDS.closeBranch]: closeBranch,
  [COMMANDS.showBranches]: showBranches,
  [COMMANDS.showRequests]: showRequest,
  [COMMANDS.openRequest]: openRequest,
  [COMMANDS.approveRequest]: approveRequest,
  [COMMANDS.rejectRequest]: rejectRequest,
  [COMMANDS.cancelRequest]: cancelRequest,
  [COMMANDS.tagVersion]: tagVersion,
  [COMMANDS.setAlias]: setAlias,
  [COMMANDS.setLabels]: setLabels,
  [COMMANDS.describeVersion]: describeVersion,
  [COMMANDS.removeAlias]: removeAlias,
  [COMMANDS.removeLabels]: removeLabels,
  [COMMANDS.retireTag]: retireTag,
  [COMMANDS.describeModel]: describeModel,
  [COMMANDS.setModelOwner]: setModelOwner,
  [COMMANDS.renameModel]: renameModel,
  [COMMANDS.archiveModel]: archiveModel,
  [COMMANDS.unarchiveModel]: unarchiveModel,
  [COMMANDS.showPolicy]: showPolicy,
  [COMMANDS.checkPolicy]: checkPolicy,
  [COMMANDS.diffPolicy]: diffPolicy,
  [COMMANDS.applyPolicy]: applyPolicy,
  [COMMANDS.showAuditLog]: showAuditLog,
  [COMMANDS.showNotifications]: showNotifications,
  [COMMANDS.writeCheckpoint]: writeCheckpoint,
  [COMMANDS.exportAudit]: exportAudit,
  [COMMANDS.showMembers]: showMembers,
  [COMMANDS.addMember]: addMember,
  [COMMANDS.changeRoles]: changeRoles,
  [COMMANDS.removeMember]: removeMember,
  [COMMANDS.setAdmission]: setAdmission,
  [COMMANDS.copyKey]: copyKey,
  [COMMANDS.addKey]: addKey,
  [COMMANDS.revokeKey]: revokeKey,
  [COMMANDS.backUpKey]: backUpKey,
  [COMMANDS.restoreKey]: restoreKey,
  [COMMANDS.newKey]: newKey,
  [COMMANDS.verify]: verify,
  [COMMANDS.undoCommit]: undoCommit,
  [COMMANDS.deprecateVersion]: deprecateVersion,
  [COMMANDS.withdrawVersion]: withdrawVersion,
  [COMMANDS.showDiskUsage]: showDiskUsage,
  [COMMANDS.where]: where,
  [COMMANDS.rebuildCatalogue]: rebuildCatalogue,
  [COMMANDS.exportRegistry]: exportRegistry,
  [COMMANDS.importRegistry]: importRegistry,
  [COMMANDS.showLog]: showLog,
  [COMMANDS.restart]: restart,
  [COMMANDS.openSampleProject]: openSampleProject,
  [COMMANDS.installCommandLine]: installCommandLine,
  [COMMANDS.openConfig]: openConfig,
  [COMMANDS.showActions]: showActions,
  [COMMANDS.manageTrust]: manageTrust,
  [COMMANDS.showRequest]: showRequest,
  [COMMANDS.promoteRequest]: promoteRequest,
  [COMMANDS.showOlderVersions]: showOlderVersions,
  [COMMANDS.openArtifact]: openArtifact,
  [COMMANDS.openData]: openData,
  [COMMANDS.openCommit]: openCommit,
  [COMMANDS.openObject]: openObject,
  [COMMANDS.copyValue]: copyValue,
};

/** Registers every command; a failure is told in one place. */
export function registerCommands(services: CommandServices): vscode.Disposable {
  const registered = (Object.keys(HANDLERS) as CommandId[]).map((id) =>
    vscode.commands.registerCommand(id, async (...given: readonly unknown[]) => {
      try {
        if (isOfLostRow(given)) void vscode.window.showInformationMessage(t('The rows changed just then. Choose it again.'));
        else await HANDLERS[id](services, given[0], given[1]);
      } catch (error) {
        await reportFailure(error, services.log);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
