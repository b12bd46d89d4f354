import * as vscode from 'vscode';
import type { CommitRequest } from '../../core/operations/commitOperations.ts';
import { COMMANDS } from '../commandIds.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';

/** After the sidecar died during a commit: asks the next one whether the version is there, and says so. */
export async function tellWhatBecameOfIt(services: CommandServices, request: CommitRequest, expected: number): Promise<void> {
  const name = inertLabel(request.model ?? '');
  const committed = await isThere(services, request, expected);
  services.refresh();
  if (committed) {
    void vscode.window.showInformationMessage(t('{0} v{1} was committed before the background process stopped.', name, expected));
    return;
  }
  const again = t('Commit Again');
  const showLog = t('Show Log');
  const chosen = await vscode.window.showWarningMessage(t('The background process stopped while committing {0}. Nothing was committed; what it had stored is used by the next attempt.', name), again, showLog);
  if (chosen === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
  if (chosen === again) await vscode.commands.executeCommand(COMMANDS.commitVersion, ...request.paths.slice(0, 1).map((path) => vscode.Uri.file(path)), request.paths.map((path) => vscode.Uri.file(path)));
}

async function isThere(services: CommandServices, request: CommitRequest, expected: number): Promise<boolean> {
  try {
    const state = await services.client.run('projectState', { cwd: request.cwd });
    if (state.state !== 'ready' || request.model === undefined) return false;
    const { versions } = await services.client.run('logVersions', { cwd: request.cwd, model: request.model, limit: 1 });
    const newest = versions[0];
    return newest !== undefined && newest.number >= expected && newest.message === (request.message ?? '');
  } catch (error) {
    services.log.debug(`What became of the commit is not known: ${String(error)}`);
    return false;
  }
}
