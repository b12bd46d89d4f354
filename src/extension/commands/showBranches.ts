import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { branchItem } from './branchTarget.ts';
import type { CommandServices } from './commandServices.ts';
import { modelTarget } from './modelTarget.ts';
import { revealReference } from './revealReference.ts';

/** *Show Branches…*: every branch of a model, closed ones too; a choice shows its newest version in the view. */
export async function showBranches(services: CommandServices, argument: unknown): Promise<void> {
  const target = await modelTarget(services, argument);
  if (target === undefined) return;
  const { branches } = await services.client.run('listBranches', target);
  const items = branches.map((branch) => ({ ...branchItem(branch), newest: branch.newest }));
  const chosen = await vscode.window.showQuickPick(items, { title: t('Branches of {0}', inertLabel(target.model, 128)), placeHolder: t('Choose one to see its newest version') });
  if (chosen?.newest !== undefined) await revealReference(services, { cwd: target.cwd, ref: chosen.newest });
}
