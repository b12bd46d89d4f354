import * as vscode from 'vscode';
import type { OperationRunner } from '../../core/operations/operations.ts';
import { readFromRequestPage, readShownRequest, type FromRequestPage, type RequestFacts, type ShownRequest, type ToRequestPage } from '../../rpc/requestMessages.ts';
import { answerRequest } from '../requests/answerRequest.ts';
import { requestFacts } from '../requests/requestFacts.ts';
import { errorText, isCancelled } from '../texts/errorText.ts';
import { requestTitle } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';
import type { ComparePanels } from './comparePanels.ts';
import { panelHtml, panelOptions } from './panelHtml.ts';
import { requestPageTexts } from './requestPageTexts.ts';

/** Type of the panel, as `onWebviewPanel` names it. */
const REQUEST_PANEL = 'modelkeep.request';

/** What the pages *Request* work with. */
export interface RequestPanelServices {
  readonly runner: OperationRunner;
  readonly extension: vscode.Uri;
  /** The ledger of a watched project has grown, whoever wrote it. */
  onDidChangeRegistry(heard: (changed: { readonly root: string }) => void): { dispose(): void };
  compare(): Promise<ComparePanels>;
  /** After something was written. */
  refresh(): void;
  report(error: unknown): Promise<void>;
}

/** Opens pages *Request*, one for each request, and brings them back after a reload. */
export class RequestPanels implements vscode.WebviewPanelSerializer {
  readonly #services: RequestPanelServices;
  readonly #open = new Map<string, vscode.WebviewPanel>();

  constructor(services: RequestPanelServices) {
    this.#services = services;
  }

  /** Opens the page of a request, or shows it when it is open. */
  open(shown: ShownRequest): void {
    const panel = this.#open.get(keyOf(shown));
    if (panel === undefined) this.#fill(vscode.window.createWebviewPanel(REQUEST_PANEL, t('Request'), vscode.ViewColumn.Active, panelOptions(this.#services.extension)), shown);
    else panel.reveal();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const shown = readShownRequest(state);
    if (shown === undefined) panel.dispose();
    else this.#fill(panel, shown);
  }

  #fill(panel: vscode.WebviewPanel, shown: ShownRequest): void {
    panel.webview.options = panelOptions(this.#services.extension);
    this.#open.set(keyOf(shown), panel);
    const page = new RequestPage(panel, shown, this.#services);
    const changes = this.#services.onDidChangeRegistry(({ root }) => {
      if (root === shown.cwd) void page.load();
    });
    panel.onDidDispose(() => {
      changes.dispose();
      page.dispose();
      if (this.#open.get(keyOf(shown)) === panel) this.#open.delete(keyOf(shown));
    });
    panel.webview.onDidReceiveMessage(async (value: unknown) => {
      const message = readFromRequestPage(value);
      if (message !== undefined) await page.answer(message).catch((error: unknown) => this.#services.report(error));
    });
    panel.webview.html = panelHtml(panel.webview, this.#services.extension, 'request', t('Request'));
  }
}

function keyOf({ cwd, id }: ShownRequest): string {
  return `${cwd}\n${id}`;
}

class RequestPage {
  readonly #panel: vscode.WebviewPanel;
  readonly #shown: ShownRequest;
  readonly #services: RequestPanelServices;
  #facts: RequestFacts | undefined;
  /** What was done last here; shown until something else is. */
  #said: string | undefined;
  #running: AbortController | undefined;

  constructor(panel: vscode.WebviewPanel, shown: ShownRequest, services: RequestPanelServices) {
    this.#panel = panel;
    this.#shown = shown;
    this.#services = services;
  }

  async answer(message: FromRequestPage): Promise<void> {
    if (message.type === 'ready' || message.type === 'refresh') {
      if (this.#facts === undefined) await this.#post({ type: 'busy', texts: requestPageTexts() });
      return this.load();
    }
    const facts = this.#facts;
    if (facts === undefined) return;
    if (message.type === 'compare') return this.#compare(facts);
    const { holder } = facts.explanation;
    this.#said = undefined;
    try {
      this.#said = await answerRequest(this.#services.runner, message.type, { cwd: this.#shown.cwd, request: facts.request, ...(holder === undefined ? {} : { holder: holder.ref }) }, message.message);
      this.#services.refresh();
      await this.load();
    } catch (error) {
      await this.load();
      if (!isCancelled(error)) await this.#post({ type: 'refused', message: errorText(error) });
    }
  }

  /** Asks for the request as it is now and shows it. */
  async load(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const facts = await requestFacts(this.#services.runner, this.#shown, { signal: running.signal });
      this.#facts = facts;
      this.#panel.title = requestTitle(facts.request);
      await this.#post({ type: 'show', shown: this.#shown, facts, ...(this.#said === undefined ? {} : { said: this.#said }), texts: requestPageTexts() });
    } catch (error) {
      if (isCancelled(error)) return;
      await this.#post({ type: 'failed', message: errorText(error), texts: requestPageTexts() });
    }
  }

  async #compare({ compared }: RequestFacts): Promise<void> {
    if (compared !== undefined) (await this.#services.compare()).open({ cwd: this.#shown.cwd, from: compared.from.ref, to: compared.to.ref });
  }

  async #post(message: ToRequestPage): Promise<void> {
    await this.#panel.webview.postMessage(message);
  }

  dispose(): void {
    this.#running?.abort();
  }
}
