import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Set by editor.ts: made when the window has been looked at. */
const DONE = 'BENCH_EDITOR_DONE';

/** Runs inside the extension host before anything has woken the extension: activates it and opens its view at once. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('modelkeep.modelkeep');
  if (extension === undefined) throw new Error('The extension is not there.');
  const begun = performance.now();
  const awake = extension.isActive;
  const at = Date.now();
  await extension.activate();
  console.log(`BENCH ${JSON.stringify({ awake, at, activate: performance.now() - begun })}`);
  await vscode.commands.executeCommand('modelkeep.models.focus');
  while (!existsSync(process.env[DONE] ?? '')) await pause(50);
}
