import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Set by editor.ts: made when the window has been looked at. */
const DONE = 'BENCH_EDITOR_DONE';
/** What else starts with a window has started by then. */
const QUIET_MS = 4_000;

/** Runs inside the extension host: when that is quiet, wakes the extension and opens its view at once. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('modelkeep.modelkeep');
  if (extension === undefined) throw new Error('The extension is not there.');
  await pause(QUIET_MS);
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const awake = extension.isActive;
  const at = Date.now();
  const begun = performance.now();
  await extension.activate();
  const activate = performance.now() - begun;
  await vscode.commands.executeCommand('modelkeep.models.focus');
  while (!existsSync(process.env[DONE] ?? '')) await pause(20);
  console.log(`BENCH ${JSON.stringify({ awake, at, activate, stopped: loop.max / 1e6 })}`);
}
