import * as vscode from 'vscode';
import type { VerifyReport } from '../../core/operations/verifyReport.ts';
import { escapeMarkdown } from '../../core/text/escapeMarkdown.ts';
import { formatBytes, groupDigits } from '../../core/text/quantities.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { subjectOf, versionTarget } from './versionTarget.ts';
import { withJob } from './withJob.ts';

/** *Verify*: recomputes a version's bytes, or the whole ledger; names the first thing that is wrong. */
export async function verify(services: CommandServices, argument: unknown): Promise<void> {
  const version = subjectOf(argument)?.kind === 'model' ? undefined : versionTarget(argument);
  const request = version === undefined ? await wholeRegistry(services, argument) : { ...version, readData: true };
  if (request === undefined) return;
  const title = version === undefined ? t('Verifying the registry') : t('Verifying {0}', inertLabel(version.ref));
  const report = await withJob(title, (context) => services.client.run('verifyRegistry', request, context));
  await (report.ok ? tellGood(report) : tellWrong(services, report));
}

interface Depth extends vscode.QuickPickItem {
  readonly readData: boolean;
  readonly kept?: true;
}

async function wholeRegistry(services: CommandServices, argument: unknown): Promise<{ cwd: string; readData: boolean; checkpoint?: string } | undefined> {
  const subject = subjectOf(argument);
  const cwd = subject?.kind === 'project' || subject?.kind === 'model' ? subject.cwd : (await pickProject(services))?.cwd;
  if (cwd === undefined) return undefined;
  const items: readonly Depth[] = [
    { label: t('Ledger and catalogue'), description: t('signatures, chain, every object is there'), readData: false },
    { label: t('Everything, and re-hash all data'), description: t('reads every stored byte'), readData: true },
    { label: t('Against a checkpoint that somebody kept…'), description: t('finds a past that was rewritten'), readData: false, kept: true },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: t('Verify'), placeHolder: t('How thoroughly?') });
  if (chosen?.kept !== true) return chosen === undefined ? undefined : { cwd, readData: chosen.readData };
  const [file] = (await vscode.window.showOpenDialog({ title: t('A checkpoint that somebody kept'), openLabel: t('Verify') })) ?? [];
  return file === undefined ? undefined : { cwd, readData: false, checkpoint: file.fsPath };
}

async function tellGood(report: VerifyReport): Promise<void> {
  const agrees = report.checkpoints === 0 ? [] : [report.checkpoints === 1 ? t('It agrees with 1 checkpoint.') : t('It agrees with {0} checkpoints.', report.checkpoints)];
  await vscode.window.showInformationMessage(
    [t('Verified: {0} events in {1} slots, {2} objects ({3}), root {4}…', groupDigits(report.events), groupDigits(report.slots), groupDigits(report.objects), formatBytes(report.bytes), inertLabel(report.root.slice(0, 8))), ...agrees].join(' '),
  );
}

async function tellWrong(services: CommandServices, report: VerifyReport): Promise<void> {
  const first = report.findings[0];
  const show = t('Show Findings');
  const sentence = first === undefined ? t('Verification failed.') : t('Verification failed at {0}: {1}', inertLabel(first.where), inertLabel(first.message, 300));
  if ((await vscode.window.showErrorMessage(sentence, show)) !== show) return;
  const rows = report.findings.slice(0, 1000).map((finding) => `| ${finding.kind} | ${escapeMarkdown(finding.where)} | ${escapeMarkdown(finding.message, 1000)} |`);
  await services.documents.showPreview(t('Findings'), [`# ${t('Verification failed')}`, '', `| ${t('Kind')} | ${t('Where')} | ${t('What')} |`, '|:--|:--|:--|', ...rows, ''].join('\n'));
}
