import { t } from './translate.ts';

/** Commands that hints name in words of the terminal, and the same in the palette. Longer ones before those that begin alike. */
export const PALETTE: readonly (readonly [command: string, title: () => string])[] = [
  ['alias remove', () => t('Models: Remove Alias…')],
  ['alias set', () => t('Models: Set Alias…')],
  ['audit checkpoint', () => t('Models: Write Audit Checkpoint')],
  ['audit log', () => t('Models: Show Audit Log')],
  ['branch create', () => t('Models: Reopen Branch…')],
  ['branch list', () => t('Models: Show Branches…')],
  ['code', () => t('Models: Rebuild Code…')],
  ['commit', () => t('Models: Commit Model Version…')],
  ['demote', () => t('Models: Demote Version…')],
  ['explain', () => t('Models: Explain Promotion…')],
  ['export', () => t('Models: Export Registry…')],
  ['import', () => t('Models: Import Registry…')],
  ['init', () => t('Models: Initialize Registry')],
  ['key add', () => t('Models: Add Key…')],
  ['key backup', () => t('Models: Back Up Signing Key…')],
  ['key new', () => t('Models: New Signing Key')],
  ['key restore', () => t('Models: Restore Signing Key…')],
  ['key revoke', () => t('Models: Revoke Key…')],
  ['key show', () => t('Models: Copy My Key')],
  ['member add', () => t('Models: Add Member…')],
  ['member list', () => t('Models: Show Members…')],
  ['member role', () => t('Models: Change Member Roles…')],
  ['model archive --undo', () => t('Models: Unarchive Model')],
  ['model archive', () => t('Models: Archive Model')],
  ['notifications list', () => t('Models: Show Notifications')],
  ['policy apply', () => t('Models: Apply Policy…')],
  ['policy check', () => t('Models: Check Policy')],
  ['policy diff', () => t('Models: Show Policy Differences')],
  ['promote', () => t('Models: Promote Version…')],
  ['pull', () => t('Models: Save Files As…')],
  ['rebuild', () => t('Models: Rebuild Database')],
  ['request cancel', () => t('Models: Cancel Request…')],
  ['requests', () => t('Models: Show Requests…')],
  ['request', () => t('Models: Request Promotion…')],
  ['restore', () => t('Models: Restore into Workspace…')],
  ['rollback', () => t('Models: Roll Back…')],
  ['show', () => t('Models: Show Model Card')],
  ['stages', () => t('Models: Show Stages…')],
  ['store', () => t('Models: Store Bytes…')],
  ['tag --retire', () => t('Models: Retire Tag…')],
  ['verify', () => t('Models: Verify')],
  ['where', () => t('Models: Where the Registry Lies…')],
];

/** A command with what is given to it: up to a mark, the end, or the word with which the sentence goes on. What an administrator is to run stays, for them to read. */
const COMMAND = new RegExp(String.raw`(?<!\bAsk an administrator \([^;]*\): )\bmodelkeep ((?:(?!(?:shows|lists|names|prints|makes|takes|writes|holds|says|tells|gives|and|or)\b)(?:"[^"]*"|'[^']*'|[^\s;,)"'])+(?: |$|(?=[;,)])))+)`, 'g');

/** A hint for the editor: what the palette can do is named as it is there; other commands stay those of the terminal. */
export function inPalette(hint: string): string {
  return hint.replace(COMMAND, (whole, given: string) => {
    const words = given.trim().replace(/\.$/, '');
    const title = PALETTE.find(([command]) => isMeant(command, words))?.[1]();
    return title === undefined ? whole : `"${title}"${given.trimEnd().endsWith('.') ? '.' : ''}${given.endsWith(' ') ? ' ' : ''}`;
  });
}

/** `tag NAME:1.4.0 --retire` is meant by `tag --retire`. */
function isMeant(command: string, words: string): boolean {
  const [name, flag] = command.split(' --');
  return (words === name || words.startsWith(`${name} `)) && (flag === undefined || words.includes(` --${flag}`));
}
