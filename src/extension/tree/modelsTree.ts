import * as vscode from 'vscode';
import { COMMANDS, MODELS_VIEW } from '../commandIds.ts';
import type { Project } from '../projects/project.ts';
import { projectPlace } from '../projects/projectPlace.ts';
import type { Projects } from '../projects/projects.ts';
import type { PendingRequests } from '../requests/pendingRequests.ts';
import { errorText } from '../texts/errorText.ts';
import { t } from '../texts/translate.ts';
import { TOOLTIP_COMMANDS, versionTooltip } from '../texts/versionTooltip.ts';
import { contextValue } from './contextValue.ts';
import { modelNodeId, modelNodes } from './modelNodes.ts';
import { RowStore } from './rowStore.ts';
import { treeItem } from './treeItem.ts';
import { pendingNodes, waitingCount } from './pendingNodes.ts';
import type { TreeNode } from './treeNode.ts';
import type { TreeSources } from './treeSources.ts';
import { versionNodeId } from './versionChildren.ts';
import { VERSIONS_PER_PAGE } from './versionRows.ts';

/** What the view needs of the window. */
export interface ModelsTreeOptions {
  readonly projects: Projects;
  readonly sources: Omit<TreeSources, 'shown'>;
  readonly pending: PendingRequests;
  /** Called with the top rows whenever they were made, and with the error when they could not be. */
  readonly onRows: (rows: readonly TreeNode[], error: unknown) => void;
}

/** The Models view. Its rows are asked for when they are shown, and again after every change of the registry. */
export class ModelsTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #options: ModelsTreeOptions;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #shown = new Map<string, number>();
  readonly #rows: RowStore;
  readonly #sources: TreeSources;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: ModelsTreeOptions) {
    this.#options = options;
    this.#sources = { ...options.sources, shown: (id) => this.#shown.get(id) ?? VERSIONS_PER_PAGE };
    this.#rows = new RowStore({ read: (node) => this.#read(node), visible: () => this.visible, changed: () => this.#changed.fire(undefined) });
    this.#view = vscode.window.createTreeView(MODELS_VIEW, { treeDataProvider: this, showCollapseAll: true });
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.#view.onDidChangeVisibility;
  }

  /** One sentence above the rows; none with undefined. */
  setMessage(message: string | undefined): void {
    this.#view.message = message ?? '';
  }

  /** The number on the view's icon: what waits for the person. */
  setWaiting(count: number): void {
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip: waitingCount(count) };
  }

  refresh(): void {
    void this.#rows.renew();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return [...(await this.#rows.rowsBelow(node))];
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const { subject } = node;
    if (subject.kind !== 'version') return item;
    try {
      const detail = await this.#sources.runner.run('showVersion', { cwd: subject.cwd, ref: subject.ref });
      const tooltip = new vscode.MarkdownString(versionTooltip(detail, subject, this.#sources.now()));
      tooltip.isTrusted = { enabledCommands: TOOLTIP_COMMANDS };
      tooltip.supportHtml = false;
      item.tooltip = tooltip;
    } catch {
      item.tooltip = node.view.tooltip ?? '';
    }
    return item;
  }

  /** Shows one more page of versions below a model. */
  showOlder(id: string): void {
    this.#shown.set(id, (this.#shown.get(id) ?? VERSIONS_PER_PAGE) + VERSIONS_PER_PAGE);
    this.refresh();
  }

  /** Selects a version's row and unfolds it; brings the view to the front only when `focus`. False: it is not among the rows that are shown. */
  async revealVersion(version: { readonly cwd: string; readonly model: string; readonly number: number }, focus: boolean): Promise<boolean> {
    if (!focus && !this.#view.visible) return false;
    // A view that was hidden takes up what has changed when it is shown, and would lose what was selected before.
    if (!this.#view.visible) await vscode.commands.executeCommand(`${MODELS_VIEW}.focus`);
    await this.#rows.settled();
    const modelId = modelNodeId(version.cwd, version.model);
    const tops = await this.#read(undefined);
    const models = (await Promise.all(tops.map(async (top) => (top.subject.kind === 'project' ? this.#read(top) : [top])))).flat();
    const model = models.find((node) => node.id === modelId);
    if (model === undefined) return false;
    const row = await this.#rowBelow(model, versionNodeId(modelId, version));
    await this.#view.reveal(row ?? model, { select: true, focus, expand: true });
    return row !== undefined;
  }

  /** A version's row below a model, also when it is folded under a branch or a run. */
  async #rowBelow(node: TreeNode, id: string): Promise<TreeNode | undefined> {
    const rows = await this.#read(node);
    const found = rows.find((row) => row.id === id);
    if (found !== undefined) return found;
    const folds = rows.filter((row) => /^modelkeep\.(branch|run)\b/.test(row.view.contextValue));
    const below = await Promise.all(folds.map(async (fold) => this.#rowBelow(fold, id)));
    return below.find((row) => row !== undefined);
  }

  async #read(node: TreeNode | undefined): Promise<readonly TreeNode[]> {
    return node === undefined ? this.#top() : this.#below(node);
  }

  async #top(): Promise<readonly TreeNode[]> {
    try {
      const projects = await this.#options.projects.ready();
      const only = projects.length === 1 ? projects[0] : undefined;
      const asked = this.#options.pending.ask(projects);
      const models = only === undefined ? projects.map((project) => this.#projectNode(project)) : modelNodes(only.cwd, undefined, this.#sources);
      const [pending, below] = await Promise.all([asked, models]);
      const rows = [...pendingNodes(pending, this.#sources.now(), (cwd) => (only === undefined ? projectPlace(cwd) : '')), ...below];
      this.#options.onRows(rows, undefined);
      return rows;
    } catch (error) {
      this.#options.onRows([], error);
      return [];
    }
  }

  async #below(node: TreeNode): Promise<readonly TreeNode[]> {
    try {
      return (await node.children?.()) ?? [];
    } catch (error) {
      return [problemNode(node, error)];
    }
  }

  #projectNode(project: Project): TreeNode {
    const node: TreeNode = {
      id: project.cwd,
      view: {
        label: project.name,
        description: projectPlace(project.cwd),
        icon: 'repo',
        contextValue: contextValue('project'),
        accessibility: t('registry {0}', project.name),
        tooltip: project.cwd,
        expanded: true,
      },
      subject: { kind: 'project', cwd: project.cwd },
      children: () => modelNodes(project.cwd, node, this.#sources),
    };
    return node;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function problemNode(parent: TreeNode, error: unknown): TreeNode {
  const text = errorText(error);
  const command = { id: COMMANDS.showLog, title: t('Show Log'), args: [] };
  return { id: `${parent.id}/problem`, parent, view: { label: text, icon: 'error', contextValue: contextValue('problem'), accessibility: text, tooltip: text, command }, subject: { kind: 'other' } };
}
