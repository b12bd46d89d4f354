import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { modelOf, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askReason } from './askText.ts';
import { versionCommand } from './versionCommand.ts';

/** *Retire Tag…*: a tag that is no longer recommended. The version and its other tags stay as they are. */
export const retireTag = versionCommand(async ({ client }, target) => {
  const { ref: version, tags } = await client.run('showVersion', target);
  if (tags.length === 0) return t('{0} has no tag', spokenRef(version));
  const items = tags.map((tag) => ({ label: inertLabel(tag, 64), tag }));
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: t('Retire a tag of {0}', spokenRef(version)), placeHolder: t('Which tag?') });
  if (chosen === undefined) return undefined;
  const request = { cwd: target.cwd, ref: `${modelOf(version)}:${chosen.tag}` };
  const reason = await askReason({
    title: t('Retire {0}', spokenRef(request.ref)),
    prompt: t('Why is it no longer recommended? The name is never given again.'),
    tryOut: async (typed) => client.run('retireTag', { ...request, reason: typed, dryRun: true }),
  });
  if (reason === undefined) return undefined;
  await client.run('retireTag', { ...request, reason });
  return t('{0} is retired', spokenRef(request.ref));
});
