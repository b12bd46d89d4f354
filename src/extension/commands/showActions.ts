import * as vscode from 'vscode';
import { COMMANDS, MODELS_VIEW, type CommandId } from '../commandIds.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';

interface Action extends vscode.QuickPickItem {
  readonly run?: CommandId | `${typeof MODELS_VIEW}.focus`;
}

/** The quick pick of the status bar item. */
export async function showActions(services: CommandServices): Promise<void> {
  const registry = (await services.projects.ready()).length > 0;
  const actions: readonly Action[] = [
    { label: `$(add) ${t('Commit Model Version…')}`, run: COMMANDS.commitVersion },
    ...(registry ? registryActions() : [{ label: `$(repo-create) ${t('Initialize Registry')}`, run: COMMANDS.initRegistry }]),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(output) ${t('Show Log')}`, run: COMMANDS.showLog },
    { label: `$(terminal) ${t('Install Command Line Tool')}`, run: COMMANDS.installCommandLine },
  ];
  const chosen = await vscode.window.showQuickPick(actions, { title: t('Models'), placeHolder: t('What do you want to do?') });
  if (chosen?.run !== undefined) await vscode.commands.executeCommand(chosen.run);
}

function registryActions(): readonly Action[] {
  return [
    { label: `$(list-tree) ${t('Show Models')}`, run: `${MODELS_VIEW}.focus` },
    { label: `$(search) ${t('Search Versions…')}`, run: COMMANDS.searchVersions },
    { label: `$(book) ${t('Show Model Card…')}`, run: COMMANDS.showCard },
    { label: `$(checklist) ${t('Record Evaluation…')}`, run: COMMANDS.recordEvaluation },
    { label: `$(discard) ${t('Restore into Workspace…')}`, run: COMMANDS.restoreVersion },
    { label: `$(verified) ${t('Verify')}`, run: COMMANDS.verify },
    { label: `$(database) ${t('Show Disk Usage')}`, run: COMMANDS.showDiskUsage },
  ];
}
