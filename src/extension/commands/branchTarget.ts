import * as vscode from 'vscode';
import type { BranchSummary } from '../../core/operations/branchOperations.ts';
import { versionsText } from '../texts/counts.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { modelTarget, type ModelTarget } from './modelTarget.ts';
import { subjectOf } from './versionTarget.ts';

/** A branch of a model as commands take it. */
export interface BranchTarget extends ModelTarget {
  readonly branch: string;
}

/** Finds the branch that a command is about: the one it was chosen on, else one beside `main` that it `suits` is asked for. */
export function branchTarget(suits: (branch: BranchSummary) => boolean): (services: CommandServices, argument: unknown) => Promise<BranchTarget | undefined> {
  return async (services, argument) => {
    const subject = subjectOf(argument);
    if (subject?.kind === 'branch') return { cwd: subject.cwd, model: subject.model.name, branch: subject.branch.branch };
    const target = await modelTarget(services, argument);
    if (target === undefined) return undefined;
    const { branches } = await services.client.run('listBranches', target);
    const items = branches.filter((branch) => branch.branch !== 'main' && suits(branch)).map(branchItem);
    const title = inertLabel(target.model, 128);
    if (items.length === 0) {
      void vscode.window.showInformationMessage(t('{0} has no such branch.', title));
      return undefined;
    }
    const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: t('Which branch?') });
    return chosen === undefined ? undefined : { ...target, branch: chosen.branch };
  };
}

/** A branch as a row: newest version, how many, whether it is closed. */
export function branchItem(summary: BranchSummary): vscode.QuickPickItem & { readonly branch: string } {
  const { branch, newest, open } = summary;
  const name = newest === undefined ? '' : newest.slice(newest.lastIndexOf(':') + 1);
  return { label: `$(git-branch) ${inertLabel(branch, 64)}`, description: joinFacts(name, versionsText(summary), open ? '' : t('closed')), branch };
}
