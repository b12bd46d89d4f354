import * as vscode from 'vscode';
import type { OperationContext } from '../../core/operations/operations.ts';
import { setContext } from '../contextKeys.ts';
import { progressText } from '../texts/commitTexts.ts';

let running = 0;

/** True while a long job runs: its own end says what a dead sidecar meant for it. */
export function isJobRunning(): boolean {
  return running > 0;
}

/** Runs a long job under a notification with bytes, rate and a cancel button. */
export async function withJob<R>(title: string, work: (context: OperationContext) => Promise<R>): Promise<R> {
  running += 1;
  setContext('modelkeep.busy', true);
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      const onProgress = (report: Parameters<NonNullable<OperationContext['onProgress']>>[0]): void => {
        const done = report.total > 0 ? Math.min(100, (report.bytes / report.total) * 100) : 0;
        const increment = Math.max(0, done - shown);
        shown += increment;
        progress.report({ message: progressText(report), increment });
      };
      return work({ signal: controller.signal, onProgress });
    });
  } finally {
    running -= 1;
    setContext('modelkeep.busy', running > 0);
  }
}
