import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../commandIds.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { textFields } from './argumentFields.ts';
import type { CommandServices } from './commandServices.ts';
import { isInside } from './isInside.ts';
import { pathKind } from '../pathKind.ts';

/** Opens a file of a version where it lies in the workspace; where it is gone, offers to write it out. */
export async function openArtifact(_services: CommandServices, argument: unknown): Promise<void> {
  const fields = textFields(argument, 'cwd', 'ref', 'path');
  if (fields === undefined) return;
  const folder = textFields(argument, 'folder')?.folder;
  const path = folder === undefined ? undefined : join(fields.cwd, folder, fields.path);
  if (path !== undefined && isInside(path, fields.cwd) && (await pathKind(path)) !== undefined) {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
    return;
  }
  const restore = t('Restore into Workspace…');
  const save = t('Save Files As…');
  const chosen = await vscode.window.showInformationMessage(t('{0} is not in the workspace now.', inertLabel(fields.path)), restore, save);
  const target = { cwd: fields.cwd, ref: fields.ref };
  if (chosen === restore) await vscode.commands.executeCommand(COMMANDS.restoreVersion, target);
  if (chosen === save) await vscode.commands.executeCommand(COMMANDS.saveFilesAs, target);
}
