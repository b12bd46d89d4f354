import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { inPalette } from '../texts/inPalette.ts';

/** Told in this window already: a standing danger is said once, not with every change. */
const told = new Set<string>();

/** Says what is worth a word beside an answer, each sentence once in a window. */
export function tellNotices(notices: readonly string[]): void {
  for (const notice of notices.filter((one) => !told.has(one))) {
    told.add(notice);
    void vscode.window.showWarningMessage(inertLabel(inPalette(notice), 500));
  }
}
