import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { OperationRunner } from '../../core/operations/operations.ts';
import type { PolicyCheck, PolicyFinding } from '../../core/operations/policyOperations.ts';
import { COMMANDS } from '../commandIds.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';

/** Somebody types: the policy is looked at when they have paused for so long. */
const PAUSE_MS = 300;

/** What an open `modelkeep.json` said when it was looked at last. */
type Checked = Pick<PolicyCheck, 'state' | 'line'>;

/**
 * Underlines what is wrong with the policy of every open `modelkeep.json`, and says above it whether it is in force. Files
 * that are not open are not looked at.
 */
export class PolicyWatch implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #runner: OperationRunner;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('modelkeep');
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #checked = new Map<string, Checked>();
  readonly #pauses = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: readonly vscode.Disposable[];

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(runner: OperationRunner) {
    this.#runner = runner;
    this.#subscriptions = [
      this.#diagnostics,
      this.#changed,
      vscode.languages.registerCodeLensProvider({ scheme: 'file', pattern: '**/modelkeep.json' }, this),
      vscode.workspace.onDidOpenTextDocument((document) => this.#soon(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#soon(document, PAUSE_MS)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
    ];
    this.look();
  }

  /** Looks at every open file again: what is in force may have changed. */
  look(): void {
    for (const document of vscode.workspace.textDocuments) this.#soon(document, 0);
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const { state, line } = this.#checked.get(uri.toString()) ?? {};
    if (line === undefined || (state !== 'same' && state !== 'differs')) return [];
    const at = new vscode.Range(line - 1, 0, line - 1, 0);
    const argument = { cwd: dirname(uri.fsPath) };
    const show = new vscode.CodeLens(at, { title: state === 'same' ? t('In force') : t('Show the policy in force'), command: COMMANDS.showPolicy, arguments: [argument] });
    return state === 'same' ? [show] : [new vscode.CodeLens(at, { title: t('Differs from the policy in force. Apply…'), command: COMMANDS.applyPolicy, arguments: [argument] }), show];
  }

  #soon(document: vscode.TextDocument, pause: number): void {
    const { uri } = document;
    if (uri.scheme !== 'file' || basename(uri.fsPath) !== 'modelkeep.json') return;
    const key = uri.toString();
    clearTimeout(this.#pauses.get(key));
    this.#pauses.set(key, setTimeout(() => void this.#check(document), pause));
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    // A folder that is no project, a sidecar that does not start: whoever asks for something there is told.
    const check = await this.#runner.run('checkPolicy', { cwd: dirname(uri.fsPath), text: document.getText() }).catch(() => undefined);
    if (document.isClosed || document.version !== version) return;
    if (check === undefined) this.#diagnostics.delete(uri);
    else this.#diagnostics.set(uri, check.findings.filter(({ path }) => path !== '').map(diagnosticOf)); // the editor itself underlines what is no JSON
    this.#checked.set(uri.toString(), check ?? { state: 'unknown' });
    this.#changed.fire();
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#pauses.get(key));
    this.#pauses.delete(key);
    this.#checked.delete(key);
    this.#diagnostics.delete(uri);
  }

  dispose(): void {
    for (const pause of this.#pauses.values()) clearTimeout(pause);
    for (const one of this.#subscriptions) one.dispose();
  }
}

function diagnosticOf({ severity, message, line, column, endLine, endColumn }: PolicyFinding): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const diagnostic = new vscode.Diagnostic(range, inertLabel(message, 500), severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Modelkeep';
  return diagnostic;
}
