import * as vscode from 'vscode';
import { COMMANDS } from '../commandIds.ts';
import type { CommandServices } from '../commands/commandServices.ts';
import type { NewsMessage, NewsPlace } from './newsMessage.ts';

/** Shows what is new as one message; its button leads to where it is. */
export async function tellNews(services: CommandServices, cwd: string, { text, button, warns, place }: NewsMessage): Promise<void> {
  const chosen = await (warns ? vscode.window.showWarningMessage(text, button) : vscode.window.showInformationMessage(text, button));
  if (chosen === button) await goTo(services, cwd, place);
}

async function goTo(services: CommandServices, cwd: string, place: NewsPlace): Promise<void> {
  switch (place.kind) {
    case 'request':
      return (await services.requests()).open({ cwd, id: place.id });
    case 'requests':
      return void (await vscode.commands.executeCommand(COMMANDS.showRequests));
    case 'version':
      return void (await services.tree.revealVersion({ cwd, model: place.model, number: place.number }, true));
    case 'audit':
      return (await services.audit()).open({ cwd, filters: {} });
  }
}
