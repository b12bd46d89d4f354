import * as vscode from 'vscode';
import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import { projectPlace } from '../projects/projectPlace.ts';
import type { PendingRequest } from '../requests/pendingRequests.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { askedText, progressText, requestTitle, waitingText } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { requestTarget } from './requestTarget.ts';

/** Which requests are offered, and what is said when none is. */
export interface RequestChoice {
  readonly question: string;
  readonly none: string;
  offers(request: RequestSummary): boolean;
}

/** The request that a command is about: the one it was chosen on, else one of the window's open ones is asked for, those that wait for the person first. */
export async function pickRequest(services: CommandServices, argument: unknown, choice: RequestChoice): Promise<PendingRequest | undefined> {
  const given = requestTarget(argument);
  if (given !== undefined) return { cwd: given.cwd, request: (await services.client.run('showRequest', given)).request };
  const projects = await services.projects.ready();
  if (projects.length === 0) {
    await pickProject(services); // says that there is none
    return undefined;
  }
  const offered = (await services.pending.ask(projects)).filter(({ request }) => choice.offers(request));
  if (offered.length === 0) {
    void vscode.window.showInformationMessage(choice.none);
    return undefined;
  }
  const items = offered.map((pending) => ({ ...requestItem(pending, projects.length > 1), pending }));
  return (await vscode.window.showQuickPick(items, { title: t('Requests'), placeHolder: choice.question, matchOnDescription: true, matchOnDetail: true }))?.pending;
}

function requestItem({ cwd, request }: PendingRequest, several: boolean): vscode.QuickPickItem {
  const icon = request.state === 'approved' ? 'pass' : request.waiting ? 'bell-dot' : 'watch';
  const message = inertLabel(request.message.split('\n', 1)[0] ?? '', 120);
  return { label: `$(${icon}) ${requestTitle(request)}`, description: joinFacts(waitingText(request), progressText(request), askedText(request, Date.now()), several ? projectPlace(cwd) : ''), ...(message === '' ? {} : { detail: message }) };
}
