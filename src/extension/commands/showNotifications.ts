import * as vscode from 'vscode';
import type { NotificationAttempt } from '../../core/operations/notificationOperations.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { attemptsText, notificationRow } from '../texts/notificationTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { ensureTrusted } from './ensureTrusted.ts';
import { pickProject } from './pickProject.ts';
import { withJob } from './withJob.ts';

interface Row extends vscode.QuickPickItem {
  readonly send?: () => Promise<readonly NotificationAttempt[]>;
}

/** *Show Notifications*: what webhooks have not been told yet; a choice sends it now. */
export async function showNotifications(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const { cwd } = project;
  const { client } = services;
  const { notifications, problems } = await client.run('listNotifications', { cwd });
  const now = Date.now();
  const waiting = notifications.map((one): Row => ({ ...notificationRow(one, now), ...(one.mine ? { send: async () => (await client.run('retryNotifications', { cwd, ids: [one.id] })).attempts } : {}) }));
  const all: Row = { label: `$(sync) ${t('Send All Again')}`, description: t('what waits and what was given up'), send: async () => (await client.run('retryNotifications', { cwd })).attempts };
  const test: Row = { label: `$(beaker) ${t('Send a Test')}`, description: t('to every webhook, once'), send: async () => (await client.run('testNotifications', { cwd })).attempts };
  const rows: readonly Row[] = [
    ...problems.map((problem) => ({ label: `$(warning) ${inertLabel(problem, 300)}` })),
    ...waiting,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...(notifications.some(({ mine }) => mine) ? [all] : []),
    test,
  ];
  const placeHolder = waiting.length === 0 ? t('Nothing waits.') : t('Choose one to send it now');
  const chosen = await vscode.window.showQuickPick([...rows], { title: t('Notifications to webhooks'), placeHolder, matchOnDescription: true, matchOnDetail: true });
  if (chosen?.send === undefined) return;
  if (!(await ensureTrusted(t('Webhooks are named by the project, which must be trusted before anything is sent to them.')))) return;
  const { send } = chosen;
  const attempts = await withJob(t('Sending'), async () => send());
  const tell = attempts.every(({ delivered }) => delivered) ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  void tell(attemptsText(attempts));
}
