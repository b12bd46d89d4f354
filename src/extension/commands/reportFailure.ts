import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import { COMMANDS } from '../commandIds.ts';
import { errorText, isCancelled } from '../texts/errorText.ts';
import { t } from '../texts/translate.ts';

/** A way out of a failure: a button and what it does. */
export interface WayOut {
  readonly label: string;
  take(): Promise<void>;
}

/** Says what failed and what to do, with *Show Log*. What the person cancelled is no failure and stays quiet. */
export async function reportFailure(error: unknown, log: vscode.LogOutputChannel, ways: readonly WayOut[] = wayIn(error)): Promise<void> {
  if (isCancelled(error)) return;
  log.error(error instanceof Error ? error : String(error));
  const showLog = t('Show Log');
  const chosen = await vscode.window.showErrorMessage(errorText(error), ...ways.map((way) => way.label), showLog);
  if (chosen === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
  await ways.find((way) => way.label === chosen)?.take();
}

/** Whoever is no member asks an administrator, who needs the key. */
function wayIn(error: unknown): readonly WayOut[] {
  const roles = RegistryError.is(error, 'policy.refused') ? error.details?.['roles'] : undefined;
  if (!Array.isArray(roles) || roles.length > 0) return [];
  return [{ label: t('Copy My Key'), take: async () => void (await vscode.commands.executeCommand(COMMANDS.copyKey)) }];
}
