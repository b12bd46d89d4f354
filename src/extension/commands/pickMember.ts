import * as vscode from 'vscode';
import type { MemberSummary } from '../../core/operations/memberOperations.ts';
import { memberText } from '../texts/memberTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { textFields } from './argumentFields.ts';
import { pickProject } from './pickProject.ts';

/** A member of the registry of a project. */
export interface MemberTarget {
  readonly cwd: string;
  readonly member: MemberSummary;
  /** Roles that a member may be given. */
  readonly roles: readonly string[];
}

/** The member that the command was chosen on, `{cwd, member}` with an id, else one that is asked for. */
export async function pickMember(services: CommandServices, argument: unknown): Promise<MemberTarget | undefined> {
  const chosen = textFields(argument, 'cwd', 'member');
  const cwd = chosen?.cwd ?? (await pickProject(services))?.cwd;
  if (cwd === undefined) return undefined;
  const { members, roles } = await services.client.run('listMembers', { cwd });
  const named = members.find(({ id }) => id === chosen?.member);
  if (named !== undefined) return { cwd, member: named, roles };
  const items = members.map((member) => ({ ...memberText(member), member }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Which member?'), matchOnDescription: true });
  return picked === undefined ? undefined : { cwd, member: picked.member, roles };
}
