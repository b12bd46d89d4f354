import * as vscode from 'vscode';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { subjectOf } from './versionTarget.ts';

/** *Open modelkeep.json*. */
export async function openConfig(services: CommandServices, argument: unknown): Promise<void> {
  const subject = subjectOf(argument);
  const cwd = subject?.kind === 'project' || subject?.kind === 'model' ? subject.cwd : (await pickProject(services))?.cwd;
  if (cwd !== undefined) await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(cwd), 'modelkeep.json'));
}
