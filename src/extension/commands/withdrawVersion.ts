import * as vscode from 'vscode';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askReason } from './askText.ts';
import { versionCommand } from './versionCommand.ts';

/** *Withdraw Version…*: it must not be used. Says what that means before it is done. */
export const withdrawVersion = versionCommand(async ({ client }, target) => {
  const ref = spokenRef(target.ref);
  const reason = await askReason({
    title: t('Withdraw {0}', ref),
    prompt: t('Why must nobody use it? The reason is kept.'),
    tryOut: async (typed) => client.run('withdrawVersion', { ...target, reason: typed, dryRun: true }),
  });
  if (reason === undefined) return undefined;
  const withdraw = t('Withdraw');
  const detail = t('Lists and searches show it no longer, it can hold no stage, and it is written out only for who insists. The ledger keeps the version and your reason for good.');
  if ((await vscode.window.showWarningMessage(t('Withdraw {0}?', ref), { modal: true, detail }, withdraw)) !== withdraw) return undefined;
  await client.run('withdrawVersion', { ...target, reason });
  return t('{0} is withdrawn', ref);
});
