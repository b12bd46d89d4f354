import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import type { CommitPlan, CommitRequest, CommitResult } from '../../core/operations/commitOperations.ts';
import { branchStep } from '../commit/branchStep.ts';
import { draftKey } from '../commit/commitDraft.ts';
import { commitSteps, type CommitAnswers } from '../commit/commitSteps.ts';
import { nextNumber } from '../commit/modelChoices.ts';
import { setting } from '../settings.ts';
import { capturedPreview } from '../texts/capturedPreview.ts';
import { capturedText, committedText } from '../texts/commitTexts.ts';
import { isCancelled, remedyOf } from '../texts/errorText.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { commitTarget, type CommitTarget } from './commitTarget.ts';
import { ensureTrusted } from './ensureTrusted.ts';
import { COMMANDS } from '../commandIds.ts';
import { reportFailure, type WayOut } from './reportFailure.ts';
import { tellWhatBecameOfIt } from './tellWhatBecameOfIt.ts';
import { withJob } from './withJob.ts';

/** Files up to this size are looked at while the message is being typed, so that the last step says what will be captured. */
const LOOK_AHEAD_BYTES = 64_000_000;

/** *Commit Model Version…*: two steps, then a commit with progress. A declared model of the view commits at once. */
export async function commitVersion(services: CommandServices, argument: unknown, selection: unknown): Promise<void> {
  if (!(await ensureTrusted(t('A commit reads the project through Git, which a workspace must be trusted for.')))) return;
  const target = await commitTarget(services, argument, selection);
  if (target === undefined) return;
  if (target.paths.length === 0 && target.model !== undefined) {
    const branch = await branchOfDeclared(services, target, target.model);
    if (branch !== undefined) await commit(services, { ...oneClick(target, target.model), ...branch }, target.next ?? 1);
    return;
  }
  const plan = await services.client.run('planCommit', { cwd: target.cwd, paths: target.paths, trusted: true });
  const start: CommitTarget = plan.state === 'none' ? { ...target, cwd: projectFolder(target.cwd) } : target;
  const request = await ask(services, start, plan);
  if (request !== undefined) await commit(services, request, nextNumber(plan, request.model ?? ''));
}

/** A new registry belongs to the workspace folder, not to the folder of the model. */
function projectFolder(cwd: string): string {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd))?.uri.fsPath ?? cwd;
}

/** A declared model with several branches is asked for one; nothing else. Undefined: the person left. */
async function branchOfDeclared({ client }: CommandServices, { cwd, branch, branches }: CommitTarget, model: string): Promise<Pick<CommitRequest, 'branch'> | undefined> {
  if (branch !== undefined) return { branch };
  if (branches === undefined) return {};
  const { branch: mapped } = await client.run('planCommit', { cwd, paths: [], model, trusted: true });
  const answer = await branchStep({ title: t('Commit {0}', inertLabel(model, 60)), step: 1, total: 1, branches, mapped, before: undefined });
  return typeof answer === 'string' ? { branch: answer } : undefined;
}

/** What `modelkeep.json` declares is committed without another question; its message is the last Git subject, unless a setting says no. */
function oneClick(target: CommitTarget, model: string): CommitRequest {
  return { cwd: target.cwd, paths: [], model, ...(setting('commit.prefillMessage', true) ? {} : { message: '' }), ...captureSettings(), trusted: true };
}

async function ask(services: CommandServices, target: CommitTarget, plan: CommitPlan): Promise<CommitRequest | undefined> {
  const key = draftKey(target.cwd, target.paths);
  const preview = (answers: CommitAnswers): void => void showPreview(services, requestOf(target, plan, answers));
  const answers = await commitSteps({
    plan,
    paths: target.paths,
    draft: services.drafts.get(key),
    ...(target.model === undefined ? {} : { model: target.model }),
    ...(target.branch === undefined ? {} : { branch: target.branch }),
    prefillMessage: setting('commit.prefillMessage', true),
    keep: (draft) => services.drafts.set(key, draft),
    preview,
    lookAhead: (known, say) => lookAhead(services, requestOf(target, plan, known), plan, say),
  });
  return answers === undefined ? undefined : requestOf(target, plan, answers);
}

function requestOf(target: CommitTarget, plan: CommitPlan, answers: CommitAnswers): CommitRequest {
  return {
    cwd: target.cwd,
    paths: target.paths,
    model: answers.model,
    message: answers.message.trim(),
    ...(answers.branch === undefined ? {} : { branch: answers.branch }),
    ...(answers.include === undefined ? {} : { include: answers.include }),
    ...captureSettings(),
    ...(plan.state === 'none' ? { init: true } : {}),
    trusted: true,
  };
}

/** What the settings say of every commit. */
function captureSettings(): Pick<CommitRequest, 'noCopy' | 'hashData'> {
  return { ...(setting('commit.copyFiles', true) ? {} : { noCopy: true }), ...(setting('commit.hashLargeData', false) ? { hashData: true } : {}) };
}

async function showPreview(services: CommandServices, request: CommitRequest): Promise<void> {
  try {
    const result = await withJob(t('Looking at what will be captured'), (context) => services.client.run('commitVersion', { ...request, dryRun: true }, context));
    await services.documents.showPreview(t('What will be captured'), capturedPreview(result, request.init === true));
  } catch (error) {
    await reportFailure(error, services.log);
  }
}

function lookAhead(services: CommandServices, request: CommitRequest, plan: CommitPlan, say: (captured: string) => void): vscode.Disposable {
  const controller = new AbortController();
  if (plan.size <= LOOK_AHEAD_BYTES) {
    services.client.run('commitVersion', { ...request, dryRun: true }, { signal: controller.signal }).then(
      (result) => say(capturedText(result)),
      (error: unknown) => services.log.debug(`What will be captured is not known yet: ${String(error)}`),
    );
  }
  return new vscode.Disposable(() => controller.abort());
}

/** Commits, and says how it went. `next`: the number that it most likely gets. */
async function commit(services: CommandServices, request: CommitRequest, next: number): Promise<void> {
  const model = inertLabel(request.model ?? '');
  try {
    const result = await withJob(t('Committing {0}', model), (context) => services.client.run('commitVersion', request, context));
    services.drafts.delete(draftKey(request.cwd, request.paths));
    await succeeded(services, request, result);
  } catch (error) {
    if (isCancelled(error)) {
      services.statusBar.say(t('Commit of {0} cancelled', model));
      return;
    }
    if (RegistryError.is(error, 'internal') && error.details?.['sidecar'] === 'ended') {
      await tellWhatBecameOfIt(services, request, next);
      return;
    }
    await reportFailure(error, services.log, waysOut(services, request, next, error));
  }
}

async function succeeded(services: CommandServices, request: CommitRequest, result: CommitResult): Promise<void> {
  if (result.created) services.projects.forget();
  services.refresh();
  const name = inertLabel(result.model);
  const text = committedText(result);
  services.statusBar.say(result.state === 'unchanged' ? t('{0} is unchanged', name) : result.state === 'evaluated' ? t('{0} v{1} evaluated', name, result.number) : t('{0} v{1} committed', name, result.number));
  const project = (await services.projects.ready()).find(({ cwd }) => request.cwd === cwd || request.cwd.startsWith(`${cwd}/`) || request.cwd.startsWith(`${cwd}\\`));
  const version = { cwd: project?.cwd ?? request.cwd, model: result.model, number: result.number };
  for (const notice of result.notices) services.log.info(notice);
  const revealed = services.tree.revealVersion(version, false).catch((error: unknown) => services.log.debug(String(error)));
  const show = t('Show');
  const compare = result.state === 'saved' && result.previous !== undefined ? [t('Compare with v{0}', result.previous.number)] : [];
  const chosen = await vscode.window.showInformationMessage(text, show, ...compare);
  await revealed;
  if (chosen !== undefined && chosen === compare[0]) await vscode.commands.executeCommand(COMMANDS.compareWithPrevious, { cwd: version.cwd, ref: result.ref });
  if (chosen === show) await services.tree.revealVersion(version, true);
}

/** The same commit again, in the way that an error asks for. */
function waysOut(services: CommandServices, request: CommitRequest, next: number, error: unknown): readonly WayOut[] {
  const again = (label: string, change: Partial<CommitRequest>): WayOut => ({ label, take: () => commit(services, { ...request, ...change }, next) });
  switch (remedyOf(error)) {
    case 'withoutCopy':
      return [again(t('Commit Without a Copy'), { noCopy: true })];
    case 'followLinks':
      return [again(t('Follow Links'), { follow: true })];
    case 'chooseInclude':
      return [again(t('Weights and Config'), { include: 'model' }), again(t('Everything'), { include: 'all' })];
    default:
      return [];
  }
}
