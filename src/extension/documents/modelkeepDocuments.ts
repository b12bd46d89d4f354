import * as vscode from 'vscode';
import type { OperationRunner } from '../../core/operations/operations.ts';
import type { VersionDetail } from '../../core/operations/versionAnswers.ts';
import { formatBytes } from '../../core/text/quantities.ts';
import { policyDocument } from '../texts/policyTexts.ts';
import { t } from '../texts/translate.ts';
import { DOCUMENT_SCHEME, documentTitle, readAddress, writeAddress, type DocumentAddress } from './documentAddress.ts';

/** Text of a preview that is kept, newest last. */
const MOST_PREVIEWS = 10;

/** Read-only documents under `modelkeep:`: record, card, patch, packages, data listing, and previews. */
export class ModelkeepDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #runner: OperationRunner;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #previews = new Map<string, string>();

  readonly onDidChange = this.#changed.event;

  constructor(runner: OperationRunner) {
    this.#runner = runner;
  }

  /** The address of a document. */
  address(address: DocumentAddress): vscode.Uri {
    return vscode.Uri.from({ scheme: DOCUMENT_SCHEME, path: `/${documentTitle(address)}`, query: writeAddress(address) });
  }

  /** Opens a document in an editor. */
  async open(address: DocumentAddress): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.address(address));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Shows Markdown as people read it, in the editor's own preview. */
  async showMarkdown(address: DocumentAddress): Promise<void> {
    await vscode.commands.executeCommand('markdown.showPreview', this.address(address));
  }

  /** Shows Markdown that was made for the occasion, under a title. */
  async showPreview(title: string, markdown: string): Promise<void> {
    this.#previews.delete(title);
    this.#previews.set(title, markdown);
    const oldest = this.#previews.keys().next().value;
    if (this.#previews.size > MOST_PREVIEWS && oldest !== undefined) this.#previews.delete(oldest);
    const address = { kind: 'preview', key: title } as const;
    this.#changed.fire(this.address(address));
    await this.showMarkdown(address);
  }

  /** Cards and policies that are open say what is true now. */
  refresh(): void {
    for (const document of vscode.workspace.textDocuments) {
      const kind = document.uri.scheme === DOCUMENT_SCHEME ? readAddress(document.uri.query)?.kind : undefined;
      if (kind === 'card' || kind === 'policy') this.#changed.fire(document.uri);
    }
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const address = readAddress(uri.query);
    if (address === undefined) return t('This address names no document of Modelkeep.');
    if (address.kind === 'preview') return this.#previews.get(address.key) ?? t('This preview is not kept. Ask for it again.');
    if (address.kind === 'policy') return policyDocument(await this.#runner.run('showPolicy', { cwd: address.cwd }));
    const target = { cwd: address.cwd, ref: address.ref };
    if (address.kind === 'card') return (await this.#runner.run('versionCard', target)).markdown;
    if (address.kind === 'file') return this.#fileText(address);
    if (address.kind === 'record') return recordText(await this.#runner.run('showVersion', target));
    return (await this.#runner.run('showObject', { ...target, object: address.kind })).text;
  }

  /** A file of a compared state; what was not there is empty, what is no text says so. */
  async #fileText({ cwd, ref, of, repository, path }: DocumentAddress & { readonly kind: 'file' }): Promise<string> {
    const { state, text, size } = await this.#runner.run('compareFile', { cwd, ref, path, of, repository });
    if (state === 'binary') return t('{0} is no text ({1}).', path, formatBytes(size));
    return state === 'tooLarge' ? t('{0} is too large to be shown as text ({1}).', path, formatBytes(size)) : text;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The record and what the ledger says beside it, as JSON with a stable order of keys. */
function recordText(detail: VersionDetail): string {
  const { ref, number, id, message, createdAt, author, branch, storage, position, device, member, evaluations, places, fileList, record } = detail;
  return `${JSON.stringify({ ref, number, id, message, author, createdAt, branch, storage, position, device, member, places, record, files: fileList, evaluations }, undefined, 2)}\n`;
}
