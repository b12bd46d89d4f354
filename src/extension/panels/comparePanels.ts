import * as vscode from 'vscode';
import { diffMarkdown } from '../../core/diff/diffMarkdown.ts';
import type { VersionDiff } from '../../core/diff/versionDiff.ts';
import { readCompareRequest, readFromComparePage, type CompareRequest, type FromComparePage, type ToComparePage } from '../../rpc/webviewMessages.ts';
import { errorText, isCancelled } from '../texts/errorText.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { ComparePanelServices } from './comparePanelServices.ts';
import { compareTexts } from './compareTexts.ts';
import { openCompared } from './openCompared.ts';
import { panelHtml, panelOptions } from './panelHtml.ts';

/** Type of the panel, as `onWebviewPanel` names it. */
export const COMPARE_PANEL = 'modelkeep.compare';
/** Rows of one list that the page gets. */
const MOST_ROWS = 100_000;

/** Opens pages of *Compare Versions*, and brings them back after a reload. */
export class ComparePanels implements vscode.WebviewPanelSerializer {
  readonly #services: ComparePanelServices;

  constructor(services: ComparePanelServices) {
    this.#services = services;
  }

  /** Opens a page for a comparison. */
  open(request: CompareRequest): void {
    const panel = vscode.window.createWebviewPanel(COMPARE_PANEL, t('Compare Versions'), vscode.ViewColumn.Active, panelOptions(this.#services.extension));
    this.#fill(panel, request);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const request = readCompareRequest(state);
    if (request === undefined) panel.dispose();
    else this.#fill(panel, request);
  }

  #fill(panel: vscode.WebviewPanel, request: CompareRequest): void {
    panel.webview.options = panelOptions(this.#services.extension);
    const page = new ComparePage(panel, request, this.#services);
    panel.webview.onDidReceiveMessage(async (value: unknown) => {
      const message = readFromComparePage(value);
      if (message === undefined) return;
      await page.answer(message).catch((error: unknown) => this.#services.report(error));
    });
    panel.webview.html = panelHtml(panel.webview, this.#services.extension, 'compare', t('Compare Versions'));
  }
}

class ComparePage {
  readonly #panel: vscode.WebviewPanel;
  readonly #services: ComparePanelServices;
  #request: CompareRequest;
  #diff: VersionDiff | undefined;
  #running: AbortController | undefined;

  constructor(panel: vscode.WebviewPanel, request: CompareRequest, services: ComparePanelServices) {
    this.#panel = panel;
    this.#request = request;
    this.#services = services;
    panel.onDidDispose(() => this.#running?.abort());
  }

  async answer(message: FromComparePage): Promise<void> {
    if (message.type === 'ready') return this.#diff === undefined ? this.#load() : this.#show(this.#diff);
    if (message.type === 'refresh') return this.#load();
    const diff = this.#diff;
    if (diff === undefined) return;
    if (message.type === 'swap') {
      this.#request = { cwd: this.#request.cwd, from: diff.to.ref, to: diff.from.ref };
      return this.#load();
    }
    if (message.type === 'copyMarkdown') {
      await vscode.env.clipboard.writeText(diffMarkdown(diff));
      vscode.window.setStatusBarMessage(t('Copied {0}', t('Compare Versions')), 4_000);
      return;
    }
    await openCompared(message, diff, this.#request.cwd, this.#services);
  }

  async #load(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    await this.#post({ type: 'busy', texts: compareTexts() });
    try {
      this.#diff = await this.#services.runner.run('diffVersions', { ...this.#request, most: MOST_ROWS }, { signal: running.signal });
    } catch (error) {
      if (!isCancelled(error)) await this.#post({ type: 'failed', message: errorText(error), texts: compareTexts() });
      return;
    }
    await this.#show(this.#diff);
  }

  /** What was found stays found: after a reload the page asks for these versions, whatever is newest then. */
  async #show(diff: VersionDiff): Promise<void> {
    const { cwd } = this.#request;
    this.#request = diff.to.id === undefined ? { cwd, from: diff.from.ref, workspace: true } : { cwd, from: diff.from.ref, to: diff.to.ref };
    this.#panel.title = inertLabel(`${diff.from.ref} ↔ ${diff.to.id === undefined ? t('Workspace') : diff.from.model === diff.to.model ? `v${diff.to.number ?? 0}` : diff.to.ref}`);
    await this.#post({ type: 'show', request: this.#request, diff, texts: compareTexts() });
  }

  async #post(message: ToComparePage): Promise<void> {
    await this.#panel.webview.postMessage(message);
  }
}
