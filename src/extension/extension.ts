import * as vscode from 'vscode';
import type { AuditPanels } from './panels/auditPanels.ts';
import type { ComparePanels } from './panels/comparePanels.ts';
import type { RequestPanels } from './panels/requestPanels.ts';
import { DraftStore } from './commit/draftStore.ts';
import { fileNewsMemory } from './news/fileNewsMemory.ts';
import { NewsWatch } from './news/newsWatch.ts';
import type { CommandServices } from './commands/commandServices.ts';
import { pickModel } from './commands/pickVersion.ts';
import { registerCommands } from './commands/registerCommands.ts';
import { reportFailure } from './commands/reportFailure.ts';
import { DOCUMENT_SCHEME } from './documents/documentAddress.ts';
import { ModelkeepDocuments } from './documents/modelkeepDocuments.ts';
import { ChangedModels } from './projects/changedModels.ts';
import { Projects } from './projects/projects.ts';
import { PolicyWatch } from './policy/policyWatch.ts';
import { PendingRequests } from './requests/pendingRequests.ts';
import { setting } from './settings.ts';
import { SidecarClient } from './sidecar/sidecarClient.ts';
import { spawnSidecar } from './sidecar/spawnSidecar.ts';
import { StatusBar } from './statusBar.ts';
import { offerInTerminal } from './terminal/terminalPath.ts';
import { useTranslator } from './texts/translate.ts';
import { ModelsTree } from './tree/modelsTree.ts';
import { ModifiedDecorations } from './tree/modifiedDecorations.ts';
import { WindowWatch } from './windowWatch.ts';

let client: SidecarClient | undefined;

/** Registers everything and returns; the sidecar starts when something is asked of it. */
export function activate(context: vscode.ExtensionContext): void {
  useTranslator((message, ...parts) => vscode.l10n.t(message, ...parts));
  const log = vscode.window.createOutputChannel('Modelkeep', { log: true });
  client = startedOnNeed(context, log);
  const projects = new Projects(client, log);
  const statusBar = new StatusBar();
  const documents = new ModelkeepDocuments(client);
  const compare = comparePages(client, documents, context, log);
  const audit = auditPages(client, context, log);
  const changed = new ChangedModels(client, () => refreshRows());
  const pending = new PendingRequests(client, (waiting) => tree.setWaiting(waiting));
  const news = new NewsWatch({
    runner: client,
    memory: fileNewsMemory(context.globalStorageUri.fsPath),
    setting: () => setting('notifications', 'mine'),
    isLookedAt: () => vscode.window.state.focused,
    tell: (cwd, message) => inTheBackground(import('./news/tellNews.ts').then(async ({ tellNews }) => tellNews(services, cwd, message)), log),
  });
  const watch = new WindowWatch({ client, projects, changed, pending, news, statusBar });
  const tree = new ModelsTree({
    projects,
    pending,
    sources: { runner: client, foldsRuns: () => setting('models.foldRuns', true), now: () => Date.now(), isChanged: (cwd, model) => changed.has(cwd, model) },
    onRows: (rows, error) => {
      if (error !== undefined) log.error(error instanceof Error ? error : 'The Models view could not be read.');
      watch.rowsMade(rows, error);
    },
  });
  const refreshRows = (): void => {
    watch.update();
    tree.refresh();
  };
  const refresh = (): void => {
    tree.refresh();
    policies.look();
    documents.refresh();
  };
  const policies = new PolicyWatch(client);
  const requests = requestPages({ runner: client, compare, refresh }, context, log);
  const services: CommandServices = { client, projects, tree, documents, changed, pending, compare, audit, requests, drafts: new DraftStore(context.workspaceState), statusBar, log, extension: context, refresh };
  context.subscriptions.push(
    log,
    projects,
    statusBar,
    documents,
    policies,
    tree,
    watch,
    registerCommands(services),
    vscode.workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, documents),
    vscode.window.registerWebviewPanelSerializer('modelkeep.compare', { deserializeWebviewPanel: async (panel, state) => (await compare()).deserializeWebviewPanel(panel, state) }),
    vscode.window.registerWebviewPanelSerializer('modelkeep.audit', { deserializeWebviewPanel: async (panel, state) => (await audit()).deserializeWebviewPanel(panel, state) }),
    vscode.window.registerWebviewPanelSerializer('modelkeep.request', { deserializeWebviewPanel: async (panel, state) => (await requests()).deserializeWebviewPanel(panel, state) }),
    vscode.window.registerFileDecorationProvider(new ModifiedDecorations()),
    ...reactions(context, services, watch),
  );
  watch.begin(tree, refresh);
  inTheBackground(offerInTerminal(context), log);
}

/** Pages of *Compare Versions*, loaded when one is wanted: most windows show none. */
function comparePages(runner: SidecarClient, documents: ModelkeepDocuments, context: vscode.ExtensionContext, log: vscode.LogOutputChannel): () => Promise<ComparePanels> {
  let pages: Promise<ComparePanels> | undefined;
  return () => (pages ??= import('./panels/comparePanels.ts').then(({ ComparePanels }) => new ComparePanels({ runner, documents, extension: context.extensionUri, report: (error) => reportFailure(error, log) })));
}

/** Pages of the *Audit Log*, loaded when one is wanted. */
function auditPages(runner: SidecarClient, context: vscode.ExtensionContext, log: vscode.LogOutputChannel): () => Promise<AuditPanels> {
  let pages: Promise<AuditPanels> | undefined;
  return () => (pages ??= import('./panels/auditPanels.ts').then(({ AuditPanels }) => new AuditPanels({ runner, extension: context.extensionUri, report: (error) => reportFailure(error, log), pickModel: (cwd) => pickModel({ client: runner }, cwd) })));
}

/** Pages of requests, loaded when one is wanted. */
function requestPages(parts: { readonly runner: SidecarClient; compare(): Promise<ComparePanels>; refresh(): void }, context: vscode.ExtensionContext, log: vscode.LogOutputChannel): () => Promise<RequestPanels> {
  let pages: Promise<RequestPanels> | undefined;
  const { onDidChangeRegistry } = parts.runner;
  return () => (pages ??= import('./panels/requestPanels.ts').then(({ RequestPanels }) => new RequestPanels({ ...parts, onDidChangeRegistry, extension: context.extensionUri, report: (error) => reportFailure(error, log) })));
}

/** Ends the sidecar with the window. */
export async function deactivate(): Promise<void> {
  await client?.dispose();
}

function startedOnNeed(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): SidecarClient {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const start = (): ReturnType<typeof spawnSidecar> => {
    const store = setting('store.path', '');
    return spawnSidecar(context.asAbsolutePath('dist/sidecar.js'), store === '' ? process.env : { ...process.env, MODELKEEP_STORE: store });
  };
  return new SidecarClient({ start, logger: log, version, trusted: vscode.workspace.isTrusted });
}

/** What follows from a change of trust or settings. */
function reactions(context: vscode.ExtensionContext, services: CommandServices, watch: WindowWatch): readonly vscode.Disposable[] {
  return [
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      inTheBackground(services.client.setTrusted(true), services.log);
      inTheBackground(offerInTerminal(context), services.log);
      services.projects.forget();
      watch.update();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('modelkeep.store.path')) inTheBackground(services.client.restart().then(services.refresh), services.log);
      if (event.affectsConfiguration('modelkeep.statusBar')) services.statusBar.redraw();
      if (event.affectsConfiguration('modelkeep.models')) services.tree.refresh();
      if (event.affectsConfiguration('modelkeep.terminal')) inTheBackground(offerInTerminal(context), services.log);
    }),
  ];
}

function inTheBackground(work: Promise<unknown>, log: vscode.LogOutputChannel): void {
  work.catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
}
