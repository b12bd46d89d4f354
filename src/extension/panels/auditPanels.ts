import * as vscode from 'vscode';
import type { OperationRunner } from '../../core/operations/operations.ts';
import { groupDigits } from '../../core/text/quantities.ts';
import { readAuditRequest, readFromAuditPage, type AuditRequest, type FromAuditPage, type ToAuditPage } from '../../rpc/auditMessages.ts';
import { progressText } from '../texts/commitTexts.ts';
import { errorText, isCancelled } from '../texts/errorText.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { auditTexts } from './auditTexts.ts';
import { panelHtml, panelOptions } from './panelHtml.ts';

/** Type of the panel, as `onWebviewPanel` names it. */
const AUDIT_PANEL = 'modelkeep.audit';
/** Events that the page gets at once. */
const PAGE = 200;

/** What the pages of the *Audit Log* work with. */
export interface AuditPanelServices {
  readonly runner: OperationRunner;
  readonly extension: vscode.Uri;
  report(error: unknown): Promise<void>;
}

/** Opens pages of the *Audit Log*, and brings them back after a reload. */
export class AuditPanels implements vscode.WebviewPanelSerializer {
  readonly #services: AuditPanelServices;

  constructor(services: AuditPanelServices) {
    this.#services = services;
  }

  /** Opens a page for a list of events. */
  open(request: AuditRequest): void {
    this.#fill(vscode.window.createWebviewPanel(AUDIT_PANEL, t('Audit Log'), vscode.ViewColumn.Active, panelOptions(this.#services.extension)), request);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const request = readAuditRequest(state);
    if (request === undefined) panel.dispose();
    else this.#fill(panel, request);
  }

  #fill(panel: vscode.WebviewPanel, request: AuditRequest): void {
    panel.webview.options = panelOptions(this.#services.extension);
    const ended = new AbortController();
    panel.onDidDispose(() => ended.abort());
    const post = async (message: ToAuditPage): Promise<void> => void (await panel.webview.postMessage(message));
    panel.webview.onDidReceiveMessage(async (value: unknown) => {
      const message = readFromAuditPage(value);
      if (message === undefined) return;
      await this.#answer(message, request, post, ended.signal).catch((error: unknown) => (isCancelled(error) ? undefined : this.#services.report(error)));
    });
    panel.webview.html = panelHtml(panel.webview, this.#services.extension, 'audit', t('Audit Log'));
  }

  async #answer(message: FromAuditPage, request: AuditRequest, post: (message: ToAuditPage) => Promise<void>, signal: AbortSignal): Promise<void> {
    if (message.type === 'ready') return post({ type: 'begin', request, texts: auditTexts() });
    if (message.type === 'export') return this.#export(request.cwd);
    if (message.type === 'verify') return this.#verify(request.cwd, post, signal);
    const { list, filters, after } = message;
    try {
      const page = await this.#services.runner.run('auditLog', { cwd: request.cwd, limit: PAGE, ...filters, ...(after === undefined ? {} : { after }) }, { signal });
      await post({ type: 'events', list, events: [...page.events], ...(page.next === undefined ? {} : { next: page.next }) });
    } catch (error) {
      if (!isCancelled(error)) await post({ type: 'failed', list, message: errorText(error) });
    }
  }

  async #verify(cwd: string, post: (message: ToAuditPage) => Promise<void>, signal: AbortSignal): Promise<void> {
    await post({ type: 'verifying', text: t('Verifying the registry') });
    try {
      const onProgress = (report: Parameters<typeof progressText>[0]): void => void post({ type: 'verifying', text: progressText(report) });
      const { ok, events, root, findings } = await this.#services.runner.run('verifyRegistry', { cwd }, { signal, onProgress });
      const first = findings[0];
      const wrong = first === undefined ? t('Verification failed.') : t('Verification failed at {0}: {1}', inertLabel(first.where), inertLabel(first.message, 300));
      const last = groupDigits(Math.max(0, events - 1));
      await post({ type: 'verified', ok, text: ok ? t('Verified up to #{0}: lines, chain, signatures, and that every object is there; its bytes were not read. Root {1}…', last, inertLabel(root.slice(0, 8))) : wrong });
    } catch (error) {
      if (!isCancelled(error)) await post({ type: 'verified', ok: false, text: errorText(error) });
    }
  }

  async #export(cwd: string): Promise<void> {
    const output = await vscode.window.showSaveDialog({ title: t('Export Audit Log'), saveLabel: t('Export'), defaultUri: vscode.Uri.joinPath(vscode.Uri.file(cwd), 'audit') });
    if (output === undefined) return;
    const { events } = await this.#services.runner.run('exportAudit', { cwd, output: output.fsPath });
    void vscode.window.showInformationMessage(t('{0} events exported to {1}.', groupDigits(events), inertLabel(output.fsPath)));
  }
}
