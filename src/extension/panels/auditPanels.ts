import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import type { OperationRunner } from '../../core/operations/operations.ts';
import { groupDigits } from '../../core/text/quantities.ts';
import { readAuditRequest, readFromAuditPage, type AuditRequest, type FromAuditPage, type ToAuditPage } from '../../rpc/auditMessages.ts';
import { progressText } from '../texts/commitTexts.ts';
import { exportEvents } from '../commands/exportEvents.ts';
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
  /** Asks the person for a model that has versions. */
  pickModel(cwd: string): Promise<string | undefined>;
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
    const { cwd } = request;
    if (message.type === 'ready') return post({ type: 'begin', request, texts: auditTexts() });
    if (message.type === 'export') return exportEvents(this.#services.runner, cwd, message.model);
    if (message.type === 'verify') return this.#verify(cwd, post, signal);
    if (message.type === 'stages') return post(await this.#stages(cwd, message, signal));
    if (message.type === 'chooseModel') {
      const model = await this.#services.pickModel(cwd);
      return model === undefined ? undefined : post({ type: 'model', model });
    }
    const { list, filters, after } = message;
    try {
      const page = await this.#services.runner.run('auditLog', { cwd, limit: PAGE, ...filters, ...(after === undefined ? {} : { after }) }, { signal });
      await post({ type: 'events', list, events: [...page.events], ...(page.next === undefined ? {} : { next: page.next }) });
    } catch (error) {
      if (!isCancelled(error)) await post({ type: 'failed', list, message: errorText(error) });
    }
  }

  /** What somebody is still typing names no model: then there is nothing to show, and the list says why. */
  async #stages(cwd: string, { strip, filters }: FromAuditPage & { readonly type: 'stages' }, signal: AbortSignal): Promise<ToAuditPage> {
    const { runner } = this.#services;
    const none = { type: 'noStages', strip } as const;
    try {
      const version = filters.version === undefined ? undefined : await runner.run('showVersion', { cwd, ref: filters.version }, { signal });
      const name = filters.model ?? version?.model;
      if (name === undefined) return none;
      const { model, stages, history = [] } = await runner.run('listStages', { cwd, model: name, history: true }, { signal });
      return { type: 'stages', strip, model, stages: stages.map((stage) => stage.name), periods: [...history], ...(version === undefined ? {} : { marked: version.id }) };
    } catch (error) {
      if (RegistryError.is(error, 'reference.notFound') || RegistryError.is(error, 'reference.invalid') || RegistryError.is(error, 'reference.ambiguous')) return none;
      throw error;
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
}
