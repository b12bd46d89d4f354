import * as vscode from 'vscode';
import { COMMANDS, type CommandId } from '../commandIds.ts';
import { keyText, memberText } from '../texts/memberTexts.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { MemberSummary, Members } from '../../core/operations/memberOperations.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { tellNotices } from './tellNotices.ts';

interface MemberItem extends vscode.QuickPickItem {
  readonly member?: MemberSummary;
  readonly run?: CommandId;
}

/** *Show Members…*: who is a member with which roles; from a member, and from the list, on to what can be done. */
export async function showMembers(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const { cwd } = project;
  const members = await services.client.run('listMembers', { cwd });
  tellNotices(members.notices);
  const admission = members.admission === 'open' ? t('open: others may join by themselves') : t('closed: an administrator lets members in');
  const chosen = await vscode.window.showQuickPick(itemsOf(members, admission), { title: t('Members'), placeHolder: t('Choose a member to change, or what to do'), matchOnDescription: true });
  if (chosen?.run !== undefined) await vscode.commands.executeCommand(chosen.run);
  if (chosen?.member !== undefined) await showMember(cwd, chosen.member);
}

function itemsOf({ members }: Members, admission: string): readonly MemberItem[] {
  return [
    ...members.map((member) => ({ ...memberText(member), member })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(person-add) ${t('Add Member…')}`, run: COMMANDS.addMember },
    { label: `$(key) ${t('Copy My Key')}`, run: COMMANDS.copyKey },
    { label: `$(save) ${t('Back Up Signing Key…')}`, run: COMMANDS.backUpKey },
    { label: `$(shield) ${t('Set Admission…')}`, description: admission, run: COMMANDS.setAdmission },
  ];
}

/** Keys of one member, and what can be done with them. */
async function showMember(cwd: string, member: MemberSummary): Promise<void> {
  const items: readonly MemberItem[] = [
    { label: `$(edit) ${t('Change Member Roles…')}`, description: inertLabel(member.roles.join(', ')), run: COMMANDS.changeRoles },
    { label: `$(key) ${t('Add Key…')}`, run: COMMANDS.addKey },
    { label: `$(circle-slash) ${t('Revoke Key…')}`, run: COMMANDS.revokeKey },
    { label: `$(trash) ${t('Remove Member…')}`, run: COMMANDS.removeMember },
    { label: t('Keys'), kind: vscode.QuickPickItemKind.Separator },
    ...member.keys.map((key) => keyText(key, Date.now())),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: inertLabel(member.name, 64), placeHolder: t('What do you want to do?') });
  if (chosen?.run !== undefined) await vscode.commands.executeCommand(chosen.run, { cwd, member: member.id });
}
