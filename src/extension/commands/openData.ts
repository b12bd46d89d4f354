import { join } from 'node:path';
import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { textFields } from './argumentFields.ts';
import type { CommandServices } from './commandServices.ts';
import { isInside } from './isInside.ts';
import { pathKind } from '../pathKind.ts';

/** Opens a data file of the lineage, or shows its folder in the Explorer. */
export async function openData(_services: CommandServices, argument: unknown): Promise<void> {
  const fields = textFields(argument, 'cwd', 'name');
  if (fields === undefined) return;
  const path = join(fields.cwd, fields.name);
  const remote = /^[a-z][a-z0-9+.-]+:/i.test(fields.name);
  const kind = remote || !isInside(path, fields.cwd) ? undefined : await pathKind(path);
  if (kind === undefined) {
    void vscode.window.showInformationMessage(t('{0} is not a file of the workspace.', inertLabel(fields.name)));
    return;
  }
  const uri = vscode.Uri.file(path);
  await vscode.commands.executeCommand(kind === 'folder' ? 'revealInExplorer' : 'vscode.open', uri);
}
