import * as vscode from 'vscode';
import type { RegistryError } from '../core/errors.ts';
import { isJobRunning } from './commands/withJob.ts';
import { pathKind } from './pathKind.ts';
import { setContext } from './contextKeys.ts';
import { COMMANDS } from './commandIds.ts';
import { welcomeState } from './projects/welcomeState.ts';
import type { ChangedModels } from './projects/changedModels.ts';
import type { NewsWatch } from './news/newsWatch.ts';
import type { PendingRequests } from './requests/pendingRequests.ts';
import type { Projects } from './projects/projects.ts';
import { setting } from './settings.ts';
import type { SidecarClient } from './sidecar/sidecarClient.ts';
import type { StatusBar } from './statusBar.ts';
import { errorText } from './texts/errorText.ts';
import { t } from './texts/translate.ts';
import type { ModelsTree } from './tree/modelsTree.ts';
import type { TreeNode } from './tree/treeNode.ts';

/** Files whose change may make a model differ from its newest version. */
const MODEL_FILES = '**/*.{safetensors,gguf,onnx,pt,pth,ckpt,bin,pkl,joblib,h5,keras,npz,npy,json,yaml,yml,txt,model}';
/** Training writes in bursts: the disk is looked at when it has been quiet for so long. */
const QUIET_MS = 1_500;

/** What is kept true in a window. */
export interface WindowParts {
  readonly client: SidecarClient;
  readonly projects: Projects;
  readonly changed: ChangedModels;
  readonly pending: PendingRequests;
  readonly news: NewsWatch;
  readonly statusBar: StatusBar;
}

/** Keeps what the window shows true: welcome, marks, status bar, live refresh, and the one message when the sidecar dies. */
export class WindowWatch implements vscode.Disposable {
  readonly #parts: WindowParts;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #watched = new Map<string, vscode.Disposable>();
  #tree: ModelsTree | undefined;
  #failed = false;
  /** A folder of the workspace has a `modelkeep.json`: known without asking the sidecar. */
  #hasConfig = false;
  #rows: readonly TreeNode[] | undefined;
  #quiet: NodeJS.Timeout | undefined;

  constructor(parts: WindowParts) {
    this.#parts = parts;
  }

  /** Begins, once there is a view. */
  begin(tree: ModelsTree, afterChange: () => void): void {
    this.#tree = tree;
    const { client, projects } = this.#parts;
    const files = vscode.workspace.createFileSystemWatcher(MODEL_FILES);
    const touched = (): void => this.#diskChanged();
    this.#subscriptions.push(
      client.onDidDie((reason) => void this.#died(reason)),
      client.onDidRestart(() => {
        this.#failed = false;
        projects.forget();
        afterChange();
      }),
      client.onDidChangeRegistry(({ root }) => {
        afterChange();
        if (!tree.visible) this.#quietly(this.#countWaiting()); // what is hidden asks for nothing itself
        this.#quietly(this.#lookForNews(root));
      }),
      client.onDidChangeState((state) => {
        if (state !== 'failing' && state !== 'stopped') return;
        this.#failed = true;
        this.update();
        tree.refresh();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        for (const cwd of focused ? this.#watched.keys() : []) this.#quietly(this.#lookForNews(cwd));
      }),
      projects.onDidChange(() => tree.refresh()),
      projects.onDidFind(() => this.update()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#lookForConfig()),
      files,
      files.onDidChange(touched),
      files.onDidCreate(touched),
      files.onDidDelete(touched),
    );
    this.update();
    void this.#lookForConfig();
  }

  async #lookForConfig(): Promise<void> {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      this.#hasConfig ||= (await pathKind(vscode.Uri.joinPath(folder.uri, 'modelkeep.json').fsPath)) === 'file';
    }
    this.update();
    // Whoever works without the view is told, too, and sees the number on its icon.
    if (this.#hasConfig) this.#quietly(this.#watchAll().then(() => this.#countWaiting()));
  }

  /** The view has made its top rows, or could not. */
  rowsMade(rows: readonly TreeNode[], error: unknown): void {
    this.#rows = rows;
    const { state } = this.#parts.client;
    this.#failed = error !== undefined || state === 'failing' || state === 'stopped';
    this.update();
    if (error === undefined) this.#quietly(this.#watchAll());
  }

  /** Sets context keys, the sentence above the rows and the status bar by what is known. */
  update(): void {
    const { projects, changed, statusBar } = this.#parts;
    const known = projects.known;
    const ready = known?.filter((project) => project.state.state === 'ready') ?? [];
    const trusted = vscode.workspace.isTrusted;
    const state = welcomeState({
      folders: vscode.workspace.workspaceFolders?.length ?? 0,
      trusted,
      failed: this.#failed,
      projects: known,
      hasModels: (this.#rows?.length ?? 0) > 0,
    });
    setContext('modelkeep.state', state);
    setContext('modelkeep.hasRegistry', ready.length > 0);
    this.#tree?.setMessage(state === 'ready' && !trusted ? t('Restricted Mode: versions can be browsed and verified. Committing needs a trusted workspace.') : undefined);
    statusBar.update(known === undefined ? this.#hasConfig : ready.length > 0, changed.count);
  }

  async #countWaiting(): Promise<void> {
    await this.#parts.pending.ask(await this.#parts.projects.ready());
  }

  /** What happened in the project since it was told last. */
  async #lookForNews(cwd: string): Promise<void> {
    const project = (await this.#parts.projects.ready()).find((one) => one.cwd === cwd);
    if (project?.state.state === 'ready') await this.#parts.news.look({ cwd, registry: project.state.place.registry });
  }

  /** Work that nobody waits for: whatever fails here is said by the view, or the log. */
  #quietly(work: Promise<unknown>): void {
    work.catch(() => undefined);
  }

  async #watchAll(): Promise<void> {
    for (const project of await this.#parts.projects.ready()) {
      if (!this.#watched.has(project.cwd)) {
        this.#watched.set(project.cwd, new vscode.Disposable(() => undefined));
        await this.#parts.client.watch(project.cwd).then(
          (watch) => {
            this.#watched.set(project.cwd, watch);
            this.#quietly(this.#lookForNews(project.cwd));
          },
          () => this.#watched.delete(project.cwd),
        );
      }
      if (setting('models.watchFiles', true)) void this.#parts.changed.refresh(project.cwd);
    }
  }

  #diskChanged(): void {
    if (!setting('models.watchFiles', true) || this.#watched.size === 0) return;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      for (const cwd of this.#watched.keys()) void this.#parts.changed.refresh(cwd);
    }, QUIET_MS);
  }

  async #died(reason: RegistryError): Promise<void> {
    this.update();
    if (isJobRunning()) return; // its failure says that the process has ended, and what became of the job
    const showLog = t('Show Log');
    if ((await vscode.window.showWarningMessage(errorText(reason), showLog)) === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
  }

  dispose(): void {
    clearTimeout(this.#quiet);
    for (const one of [...this.#subscriptions, ...this.#watched.values()]) one.dispose();
  }
}
