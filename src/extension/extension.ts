import * as vscode from 'vscode';

/** Called by the editor when the extension is first needed. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Modelkeep', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('modelkeep.showLog', () => log.show(true)),
  );
}
