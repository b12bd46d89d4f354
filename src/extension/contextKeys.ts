import * as vscode from 'vscode';
import type { WelcomeState } from './projects/welcomeState.ts';

/** Context keys that `when` clauses of package.json ask for, with what each may be. */
export interface ContextKeys {
  'modelkeep.state': WelcomeState;
  /** Some project of the window has a registry on this machine. */
  'modelkeep.hasRegistry': boolean;
  /** A version was selected for compare. */
  'modelkeep.hasCompareSource': boolean;
  /** A commit or another long job runs. */
  'modelkeep.busy': boolean;
}

const last = new Map<keyof ContextKeys, unknown>();

/** Sets a context key; costs nothing when it has that value already. */
export function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  if (last.get(key) === value) return;
  last.set(key, value);
  void vscode.commands.executeCommand('setContext', key, value);
}
