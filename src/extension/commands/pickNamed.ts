import * as vscode from 'vscode';
import type { VersionDetail } from '../../core/operations/versionAnswers.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { modelOf, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import type { VersionTarget } from '../tree/treeNode.ts';
import type { CommandServices } from './commandServices.ts';

/** A version or one of its tags, with what is said of just that. */
export interface Named extends VersionTarget {
  readonly detail: VersionDetail;
}

/** A tag is a copy with a description, labels and deployments of its own: where the version has tags, asks which is meant. */
export async function pickNamed(services: CommandServices, target: VersionTarget, title: string): Promise<Named | undefined> {
  const { cwd } = target;
  const detail = await services.client.run('showVersion', target);
  if (detail.tags.length === 0 || detail.tag !== undefined) return { ...target, detail };
  const items = [
    { label: `$(tag) v${detail.number}`, description: t('the version itself'), ref: detail.ref },
    ...detail.tags.map((tag) => ({ label: `$(bookmark) ${inertLabel(tag, 64)}`, description: t('this tag alone'), ref: `${modelOf(detail.ref)}:${tag}` })),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: t('{0} itself, or one of its tags?', spokenRef(detail.ref)) });
  if (chosen === undefined) return undefined;
  const { ref } = chosen;
  return { cwd, ref, detail: ref === detail.ref ? detail : await services.client.run('showVersion', { cwd, ref }) };
}
