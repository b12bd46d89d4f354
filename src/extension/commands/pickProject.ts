import * as vscode from 'vscode';
import type { Project } from '../projects/project.ts';
import { projectPlace } from '../projects/projectPlace.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';

/** The project that a command is about; asked for only when the window has several. Says so when there is none. */
export async function pickProject(services: CommandServices): Promise<Project | undefined> {
  const projects = await services.projects.ready();
  if (projects.length <= 1) {
    if (projects[0] === undefined) void vscode.window.showInformationMessage(isFolderOpen() ? t('There is no registry here yet. Commit a model version to begin one.') : t('Open a folder first: a registry belongs to a project.'));
    return projects[0];
  }
  const items = projects.map((project) => ({ label: `$(repo) ${project.name}`, description: projectPlace(project.cwd), project }));
  return (await vscode.window.showQuickPick(items, { placeHolder: t('Which registry?') }))?.project;
}

function isFolderOpen(): boolean {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
}
