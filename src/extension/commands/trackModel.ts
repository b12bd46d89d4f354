import { isAbsolute, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { isModelName } from '../../core/model/names.ts';
import type { CommitPlan } from '../../core/operations/commitOperations.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { commitTarget, folderOf, type CommitTarget } from './commitTarget.ts';
import { ensureTrusted } from './ensureTrusted.ts';

/** *Track This Model*: declares files in `modelkeep.json`, so that one click commits them. */
export async function trackModel(services: CommandServices, argument: unknown, selection: unknown): Promise<void> {
  if (!(await ensureTrusted(t('modelkeep.json is changed in trusted workspaces only.')))) return;
  const target = await commitTarget(services, argument, selection);
  if (target === undefined || target.paths.length === 0) return;
  const plan = await services.client.run('planCommit', { cwd: target.cwd, paths: target.paths, trusted: true });
  const project = await services.client.run('projectState', { cwd: target.cwd });
  if (project.state !== 'ready') {
    void vscode.window.showInformationMessage(t('There is no registry here yet. Commit this model first, then track it.'));
    return;
  }
  const model = await askName(target, plan);
  if (model === undefined) return;
  const folder = await folderOf(project.place.config);
  const paths = await Promise.all(target.paths.map((path) => globOf(path, folder)));
  const { config } = await services.client.run('trackModel', { cwd: target.cwd, model, paths });
  services.projects.forget();
  services.refresh();
  const open = t('Open modelkeep.json');
  const chosen = await vscode.window.showInformationMessage(t('{0} is tracked: {1}. One click in the Models view commits it.', inertLabel(model), inertLabel(paths.join(', '))), open);
  if (chosen === open) await vscode.window.showTextDocument(vscode.Uri.file(config));
}

async function askName(target: CommitTarget, plan: CommitPlan): Promise<string | undefined> {
  const known = target.model ?? plan.models.find((model) => model.belongs)?.name;
  return vscode.window.showInputBox({
    title: t('Track This Model'),
    prompt: t('Name of the model in modelkeep.json'),
    value: known ?? plan.suggested,
    validateInput: (typed) => (isModelName(typed.trim()) ? undefined : t('Letters, digits, ".", "_", "-" and "/"; a letter or digit at both ends; at most 128.')),
  }).then((name) => name?.trim());
}

/** The glob of a path: a folder means everything in it; what globs would read otherwise is escaped. */
async function globOf(path: string, folder: string): Promise<string> {
  const inside = relative(folder, path).split(sep).join('/');
  const literal = (isAbsolute(inside) || inside.startsWith('../') ? path : inside).replace(/[*?[\]{}!]/g, '\\$&');
  const isFolder = (await folderOf(path)) === path;
  return isFolder ? `${literal === '' ? '' : `${literal}/`}**` : literal;
}
