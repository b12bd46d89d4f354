import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';

/** Asks for one or more roles. */
export async function pickRoles(roles: readonly string[], present: readonly string[], title: string): Promise<readonly string[] | undefined> {
  const items = roles.map((role) => ({ label: inertLabel(role, 64), description: meaningOf(role), picked: present.includes(role), role }));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: t('Which roles?'), canPickMany: true, ignoreFocusOut: true });
  return chosen?.map(({ role }) => role);
}

function meaningOf(role: string): string {
  switch (role) {
    case 'admin':
      return t('members, policy, and all the rest');
    case 'maintainer':
      return t('promotes, renames, withdraws');
    case 'reviewer':
      return t('answers requests');
    case 'contributor':
      return t('commits, names, asks');
    case 'reader':
      return t('changes nothing');
    default:
      return t('of the policy');
  }
}
