import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { keyText } from '../texts/memberTexts.ts';
import { t } from '../texts/translate.ts';
import { askReason } from './askText.ts';
import { pickMember } from './pickMember.ts';
import { tellNotices } from './tellNotices.ts';
import { writingCommand } from './writingCommand.ts';

/** *Revoke Key…*: of a member that is asked for, a key in force. It never comes back. */
export const revokeKey = writingCommand(pickMember, async ({ client }, { cwd, member }) => {
  const name = inertLabel(member.name, 64);
  const keys = member.keys.filter((key) => key.revoked === undefined).map((key) => ({ ...keyText(key, Date.now()), key: key.device }));
  const chosen = await vscode.window.showQuickPick(keys, { title: t('Revoke a key of {0}', name), placeHolder: t('Which key? It never comes back.') });
  if (chosen === undefined) return undefined;
  const reason = await askReason({ title: t('Revoke {0}', chosen.key), prompt: t('Why? What the key has signed stays valid.'), tryOut: async (typed) => client.run('revokeKey', { cwd, key: chosen.key, reason: typed, dryRun: true }) });
  if (reason === undefined) return undefined;
  const done = await client.run('revokeKey', { cwd, key: chosen.key, reason });
  tellNotices(done.notices);
  return t('{0} of {1} is revoked', done.device, name);
});
