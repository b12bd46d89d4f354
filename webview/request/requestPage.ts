import { formatTime } from '../../src/core/text/quantities.ts';
import type { RequestFacts } from '../../src/rpc/requestMessages.ts';
import { shown } from '../compare/tables.ts';
import { element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import { actionBar } from './actionBar.ts';
import { approvalList } from './approvalList.ts';
import { comparedSection } from './comparedSection.ts';
import type { RequestHost } from './requestHost.ts';
import { ruleTable } from './ruleTable.ts';
import { endingText, stateText } from './stateText.ts';

/** Draws a request; `show` draws it anew without taking away what is typed, nor the focus. */
export function requestPage(host: RequestHost): { readonly root: HTMLElement; show(facts: RequestFacts, said: string | undefined): void; refused(message: string): void } {
  const head = element('header');
  const status = element('p', { class: 'said', role: 'status', tabindex: -1 });
  const actions = actionBar(host);
  const body = element('div');
  let told: string | undefined;
  const show = (facts: RequestFacts, said: string | undefined): void => {
    const isNew = said !== undefined && said !== told;
    told = said;
    head.replaceChildren(...headOf(facts));
    actions.show(facts, isNew);
    status.textContent = said === undefined ? '' : `✓ ${shown(said)}`;
    body.replaceChildren(...sections(facts, host).filter((section) => section !== undefined));
    if (isNew) status.focus();
  };
  return { root: element('main', {}, head, status, actions.root, body), show, refused: actions.refused };
}

function headOf({ request }: RequestFacts): readonly HTMLElement[] {
  const { model, ref, tag, stage, author, createdAt, message, state, approvals, needed } = request;
  const number = ref.slice(ref.lastIndexOf(':') + 1);
  const count = needed === 0 ? say('no approval needed') : say('{0} of {1} approvals', approvals, needed);
  const name = tag === undefined ? number : `${shown(tag)} (${number})`;
  return [
    element('h1', {}, `${shown(model)} ${name} `, element('span', { 'aria-label': say('to') }, '→'), ` ${shown(stage)}`),
    element('p', { class: 'facts' }, element('span', { class: `chip ${state}` }, stateText(request)), element('span', {}, count), element('span', { class: 'dim' }, say('asked by {0}, {1}', shown(author), formatTime(createdAt)))),
    ...(message === '' ? [] : [element('blockquote', {}, shown(message))]),
    ...(state === 'waiting' || state === 'approved' ? [] : [element('p', { class: 'ending' }, endingText(request))]),
  ];
}

/** What is judged by: rules while it is open, who answered, and what differs from the present holder. */
function sections(facts: RequestFacts, host: RequestHost): readonly (HTMLElement | undefined)[] {
  const { request, explanation } = facts;
  const open = request.state === 'waiting' || request.state === 'approved';
  return [open ? ruleTable(explanation) : undefined, approvalList(request), comparedSection(facts, () => host.post({ type: 'compare' }))];
}
