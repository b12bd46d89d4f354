import * as vscode from 'vscode';
import type { NewsSetting } from './news/newsWatch.ts';

/** Every setting of the extension with its type; defaults and descriptions are in package.json. */
export interface Settings {
  'store.path': string;
  'commit.prefillMessage': boolean;
  'commit.copyFiles': boolean;
  'commit.hashLargeData': boolean;
  'models.foldRuns': boolean;
  'models.watchFiles': boolean;
  'notifications': NewsSetting;
  'statusBar.show': boolean;
  'terminal.addToPath': boolean;
}

/** The value of a setting, for a place in the workspace where it matters. */
export function setting<K extends keyof Settings>(key: K, fallback: Settings[K], scope?: vscode.Uri): Settings[K] {
  return vscode.workspace.getConfiguration('modelkeep', scope).get<Settings[K]>(key) ?? fallback;
}
