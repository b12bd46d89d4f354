import type * as vscode from 'vscode';
import type { DraftStore } from '../commit/draftStore.ts';
import type { ModelkeepDocuments } from '../documents/modelkeepDocuments.ts';
import type { ChangedModels } from '../projects/changedModels.ts';
import type { AuditPanels } from '../panels/auditPanels.ts';
import type { ComparePanels } from '../panels/comparePanels.ts';
import type { RequestPanels } from '../panels/requestPanels.ts';
import type { Projects } from '../projects/projects.ts';
import type { PendingRequests } from '../requests/pendingRequests.ts';
import type { SidecarClient } from '../sidecar/sidecarClient.ts';
import type { StatusBar } from '../statusBar.ts';
import type { ModelsTree } from '../tree/modelsTree.ts';

/** What commands work with. */
export interface CommandServices {
  readonly client: SidecarClient;
  readonly projects: Projects;
  readonly tree: ModelsTree;
  readonly documents: ModelkeepDocuments;
  readonly changed: ChangedModels;
  readonly pending: PendingRequests;
  /** Pages of *Compare Versions*; loaded when one is wanted. */
  compare(): Promise<ComparePanels>;
  /** Pages of the *Audit Log*; loaded when one is wanted. */
  audit(): Promise<AuditPanels>;
  /** Pages of requests; loaded when one is wanted. */
  requests(): Promise<RequestPanels>;
  readonly drafts: DraftStore;
  readonly statusBar: StatusBar;
  readonly log: vscode.LogOutputChannel;
  readonly extension: vscode.ExtensionContext;
  /** After something was written: what is shown is asked for again. */
  refresh(): void;
}

/** A command: what the editor passes when it is chosen on a node or a file, or from a link; nothing from the palette. */
export type Command = (services: CommandServices, argument: unknown, selection: unknown) => Promise<void>;
