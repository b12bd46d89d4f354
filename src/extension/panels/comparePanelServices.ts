import type * as vscode from 'vscode';
import type { OperationRunner } from '../../core/operations/operations.ts';
import type { ModelkeepDocuments } from '../documents/modelkeepDocuments.ts';

/** What the pages of *Compare Versions* work with. */
export interface ComparePanelServices {
  readonly runner: OperationRunner;
  readonly documents: ModelkeepDocuments;
  readonly extension: vscode.Uri;
  report(error: unknown): Promise<void>;
}
