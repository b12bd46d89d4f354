import * as vscode from 'vscode';
import { COMMANDS, type CommandId } from '../commandIds.ts';
import { approveRequest } from './approveRequest.ts';
import { cancelRequest } from './cancelRequest.ts';
import type { Command, CommandServices } from './commandServices.ts';
import { commitVersion } from './commitVersion.ts';
import { compareVersions } from './compareVersions.ts';
import { compareWith } from './compareWith.ts';
import { copyId } from './copyId.ts';
import { copyReference } from './copyReference.ts';
import { copyValue } from './copyValue.ts';
import { demoteVersion } from './demoteVersion.ts';
import { explainStage } from './explainStage.ts';
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
import { recordEvaluation } from './recordEvaluation.ts';
import { refresh } from './refresh.ts';
import { rejectRequest } from './rejectRequest.ts';
import { reportFailure } from './reportFailure.ts';
import { restart } from './restart.ts';
import { restoreVersion } from './restoreVersion.ts';
import { saveFilesAs } from './saveFilesAs.ts';
import { compareWithSelected, selectForCompare } from './selectForCompare.ts';
import { setAlias } from './setAlias.ts';
import { showAuditLog } from './showAuditLog.ts';
import { showActions } from './showActions.ts';
import { showCard } from './showCard.ts';
import { showDiskUsage } from './showDiskUsage.ts';
import { showLog } from './showLog.ts';
import { showOlderVersions } from './showOlderVersions.ts';
import { showRequest } from './showRequest.ts';
import { tagVersion } from './tagVersion.ts';
import { trackModel } from './trackModel.ts';
import { undoCommit } from './undoCommit.ts';
import { verify } from './verify.ts';

/** Every command and what it does; one that is missing does not compile. */
const HANDLERS: Readonly<Record<CommandId, Command>> = {
  [COMMANDS.commitVersion]: commitVersion,
  [COMMANDS.initRegistry]: initRegistry,
  [COMMANDS.trackModel]: trackModel,
  [COMMANDS.refresh]: refresh,
  [COMMANDS.showCard]: showCard,
  [COMMANDS.openRecord]: openRecord,
  [COMMANDS.copyReference]: copyReference,
  [COMMANDS.copyId]: copyId,
  [COMMANDS.restoreVersion]: restoreVersion,
  [COMMANDS.saveFilesAs]: saveFilesAs,
  [COMMANDS.recordEvaluation]: recordEvaluation,
  [COMMANDS.compareVersions]: compareVersions,
  [COMMANDS.selectForCompare]: selectForCompare,
  [COMMANDS.compareWithSelected]: compareWithSelected,
  [COMMANDS.compareWithPrevious]: compareWith('previous'),
  [COMMANDS.compareWithBaseline]: compareWith('baseline'),
  [COMMANDS.compareWithWorkspace]: compareWith('workspace'),
  [COMMANDS.promoteVersion]: promoteVersion,
  [COMMANDS.explainStage]: explainStage,
  [COMMANDS.demoteVersion]: demoteVersion,
  [COMMANDS.showRequests]: showRequest,
  [COMMANDS.openRequest]: openRequest,
  [COMMANDS.approveRequest]: approveRequest,
  [COMMANDS.rejectRequest]: rejectRequest,
  [COMMANDS.cancelRequest]: cancelRequest,
  [COMMANDS.tagVersion]: tagVersion,
  [COMMANDS.setAlias]: setAlias,
  [COMMANDS.showAuditLog]: showAuditLog,
  [COMMANDS.verify]: verify,
  [COMMANDS.undoCommit]: undoCommit,
  [COMMANDS.showDiskUsage]: showDiskUsage,
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
    vscode.commands.registerCommand(id, async (argument: unknown, selection: unknown) => {
      try {
        await HANDLERS[id](services, argument, selection);
      } catch (error) {
        await reportFailure(error, services.log);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
