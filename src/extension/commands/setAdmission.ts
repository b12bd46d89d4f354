import * as vscode from 'vscode';
import { t } from '../texts/translate.ts';
import { pickProject } from './pickProject.ts';
import { tellNotices } from './tellNotices.ts';
import { writingCommand } from './writingCommand.ts';

/** *Set Admission…*: whether others may join by themselves. */
export const setAdmission = writingCommand(pickProject, async ({ client }, { cwd }) => {
  const { admission: present } = await client.run('listMembers', { cwd });
  const items = [
    { label: t('Open'), description: t('any device joins as contributor with its first write'), admission: 'open' as const },
    { label: t('Closed'), description: t('an administrator lets members in'), admission: 'closed' as const },
  ].map((item) => (item.admission === present ? { ...item, detail: t('as it is now') } : item));
  const chosen = await vscode.window.showQuickPick(items, { title: t('Admission'), placeHolder: t('Who may join?') });
  if (chosen === undefined) return undefined;
  const done = await client.run('setAdmission', { cwd, admission: chosen.admission });
  tellNotices(done.notices);
  return done.admission === 'open' ? t('Admission is open') : t('Admission is closed');
});
