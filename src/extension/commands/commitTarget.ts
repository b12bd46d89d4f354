import { dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import type { OperationRunner } from '../../core/operations/operations.ts';
import type { ModelSummary } from '../../core/operations/versionAnswers.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pathKind } from '../pathKind.ts';
import { subjectOf } from './versionTarget.ts';

/** More files than this of an undeclared model are committed as their folder. */
const MOST_FILES = 50;

/** What is to be committed. */
export interface CommitTarget {
  /** Folder that tells the project. */
  readonly cwd: string;
  /** Absolute; empty: what `modelkeep.json` declares for `model`. */
  readonly paths: readonly string[];
  readonly model?: string;
  /** The branch, where it was started on one. */
  readonly branch?: string;
  /** Open branches of a declared model, where there are more than `main`. */
  readonly branches?: readonly string[];
  /** Number that the next version of a declared model most likely gets. */
  readonly next?: number;
}

/** What a commit was started on: files or folders of the Explorer, a model of the view, or what the person chooses now. */
export async function commitTarget(services: CommandServices, argument: unknown, selection: unknown): Promise<CommitTarget | undefined> {
  const uris = urisOf(argument, selection);
  if (uris.length > 0) return targetOf(uris);
  const subject = subjectOf(argument);
  if (subject?.kind === 'model') return modelTarget(subject.cwd, subject.model, services.client);
  if (subject?.kind === 'branch') return { ...(await modelTarget(subject.cwd, subject.model, services.client)), branch: subject.branch.branch };
  if (subject?.kind === 'version') return modelTarget(subject.cwd, { name: subject.version.model, declared: false, versions: 1, newest: subject.version }, services.client);
  return choose(services);
}

function urisOf(argument: unknown, selection: unknown): readonly vscode.Uri[] {
  const several = Array.isArray(selection) ? selection.filter((one) => one instanceof vscode.Uri) : [];
  if (several.length > 0) return several;
  return argument instanceof vscode.Uri ? [argument] : [];
}

/** @throws RegistryError path.notAFile for what is no file of this machine */
export async function targetOf(uris: readonly vscode.Uri[]): Promise<CommitTarget> {
  const strange = uris.find((uri) => uri.scheme !== 'file');
  if (strange !== undefined) throw new RegistryError('path.notAFile', `${strange.toString(true)} is not a file on this machine.`, { hint: 'Save it into a folder first.' });
  const first = uris[0]?.fsPath ?? '';
  return { cwd: await folderOf(first), paths: uris.map((uri) => uri.fsPath) };
}

/** The folder itself, or that of a file. A path that cannot be looked at counts as a file: the sidecar says what is wrong with it. */
export async function folderOf(path: string): Promise<string> {
  return (await pathKind(path)) === 'folder' ? path : dirname(path);
}

/** A declared model by its declaration, any other by the files of its newest version. */
async function modelTarget(cwd: string, model: ModelSummary, runner: OperationRunner): Promise<CommitTarget> {
  if (model.declared || model.newest === undefined) return declaredTarget(cwd, model);
  const detail = await runner.run('showVersion', { cwd, ref: model.newest.ref });
  const { folder } = detail.lineage;
  if (folder === undefined) {
    throw new RegistryError('path.missing', `The files of ${model.name} lay outside the project.`, { hint: 'Choose the files to commit in the Explorer, or track them with Models: Track This Model.' });
  }
  const base = isAbsolute(folder) ? folder : join(cwd, folder);
  const paths = detail.fileList.length > MOST_FILES ? [base] : detail.fileList.map((file) => join(base, file.path));
  return { cwd, paths, model: model.name };
}

function declaredTarget(cwd: string, { name, newest, branches }: ModelSummary): CommitTarget {
  return { cwd, paths: [], model: name, next: (newest?.number ?? 0) + 1, ...(branches === undefined ? {} : { branches }) };
}

/** From the palette: a declared model, or files or a folder. */
async function choose(services: CommandServices): Promise<CommitTarget | undefined> {
  const models = await declaredModels(services);
  const files = { label: `$(file) ${t('Choose Files…')}`, description: '', target: undefined, folders: false };
  const folder = { label: `$(folder) ${t('Choose a Folder…')}`, description: '', target: undefined, folders: true };
  const items = [...models, files, folder];
  const chosen = await vscode.window.showQuickPick<(typeof items)[number]>(items, { title: t('Commit Model Version'), placeHolder: t('What do you want to commit?') });
  if (chosen === undefined) return undefined;
  if (chosen.target !== undefined) return chosen.target;
  const uris = await vscode.window.showOpenDialog({
    title: t('Commit Model Version'),
    openLabel: t('Commit'),
    canSelectFiles: !chosen.folders,
    canSelectFolders: chosen.folders,
    canSelectMany: !chosen.folders,
    ...defaultFolder(),
  });
  return uris === undefined || uris.length === 0 ? undefined : targetOf(uris);
}

/** Where a dialog begins. */
export function defaultFolder(): { readonly defaultUri?: vscode.Uri } {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  return first === undefined ? {} : { defaultUri: first };
}

async function declaredModels(services: CommandServices): Promise<readonly { label: string; description: string; target: CommitTarget; folders: boolean }[]> {
  const projects = await services.projects.ready();
  const lists = await Promise.all(
    projects.map(async (project) => {
      const { models } = await services.client.run('listModels', { cwd: project.cwd, limit: 500 });
      return models.map((model) => ({ project, model }));
    }),
  );
  return lists.flat().filter(({ model }) => model.declared).map(({ project, model }) => ({
    label: `$(package) ${inertLabel(model.name)}`,
    description: joinFacts(model.newest === undefined ? t('no version yet') : `v${model.newest.number}`, services.changed.has(project.cwd, model.name) ? t('changed') : '', projects.length > 1 ? project.name : ''),
    target: declaredTarget(project.cwd, model),
    folders: false,
  }));
}
