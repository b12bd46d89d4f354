import * as vscode from 'vscode';
import { modelOf, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import type { VersionTarget } from '../tree/treeNode.ts';
import { askReason } from './askText.ts';
import type { CommandServices } from './commandServices.ts';
import { pickOne } from './pickVersion.ts';
import { versionCommand } from './versionCommand.ts';

/** *Deprecate Version…*: it should not be used any more; why, and which one instead. */
export const deprecateVersion = versionCommand(async (services, target) => {
  const title = t('Deprecate {0}', spokenRef(target.ref));
  const reason = await askReason({
    title,
    prompt: t('Why should nobody use it any more?'),
    tryOut: async (typed) => services.client.run('deprecateVersion', { ...target, reason: typed, dryRun: true }),
  });
  if (reason === undefined) return undefined;
  const successor = await pickSuccessor(services, target, title);
  if (successor === undefined) return undefined;
  await services.client.run('deprecateVersion', { ...target, reason, ...successor });
  return successor.use === undefined ? t('{0} is deprecated', spokenRef(target.ref)) : t('{0} is deprecated: use {1}', spokenRef(target.ref), spokenRef(successor.use));
});

/** Undefined: the person left. */
async function pickSuccessor(services: CommandServices, { cwd, ref }: VersionTarget, title: string): Promise<{ readonly use?: string } | undefined> {
  const [none, choose] = [{ label: t('None') }, { label: t('Choose a version…') }];
  const chosen = await vscode.window.showQuickPick([none, choose], { title, placeHolder: t('Which version should be used instead?') });
  if (chosen !== choose) return chosen === undefined ? undefined : {};
  const version = await pickOne(services, cwd, modelOf(ref), t('Which version should be used instead?'));
  return version === undefined ? undefined : { use: version.ref };
}
