import type { RequestFacts } from '../../src/rpc/requestMessages.ts';
import { shown } from '../compare/tables.ts';
import { button, element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import { offersOf, type Action } from './offers.ts';
import type { RequestHost } from './requestHost.ts';

/** Buttons for what the person may do, the field for what goes into the record with it, and why the rest is not offered. */
export function actionBar(host: RequestHost): { readonly root: HTMLElement; show(facts: RequestFacts, done: boolean): void; refused(message: string): void } {
  const field = element('vscode-text-area', { id: 'message', rows: 2, resize: 'vertical', 'aria-describedby': 'message-help' }, say('Message')) as HTMLInputElement;
  const help = element('p', { id: 'message-help', class: 'dim' });
  const buttons = element('div', { class: 'buttons' });
  const alert = element('p', { class: 'bad', role: 'alert' });
  const reasons = element('ul', { class: 'reasons dim' });
  const root = element('section', { class: 'actions', 'aria-label': say('What you can do') }, field, help, buttons, alert, reasons);
  field.value = host.draft();
  field.addEventListener('input', () => host.keep(field.value));

  const refused = (message: string): void => {
    alert.textContent = message === '' ? '' : `✗ ${shown(message)}`;
  };
  const press = (action: Action): void => {
    if (action === 'reject' && field.value.trim() === '') {
      refused(say('Say why: a rejection needs a reason.'));
      field.focus();
      return;
    }
    refused('');
    for (const one of buttons.children) one.setAttribute('disabled', '');
    host.post({ type: action, message: field.value });
  };
  const show = (facts: RequestFacts, done: boolean): void => {
    const { actions, reasons: why } = offersOf(facts);
    if (done) {
      field.value = '';
      host.keep('');
      refused('');
    }
    const focused = document.activeElement;
    const id = focused !== null && root.contains(focused) ? focused.id : '';
    field.hidden = help.hidden = actions.length === 0;
    help.textContent = actions.includes('reject') ? say('Kept in the record. A rejection needs one.') : say('Optional; kept in the record.');
    buttons.replaceChildren(...actions.map((action, at) => button(labelOf(action), () => press(action), { id: `action-${action}`, appearance: at === 0 ? 'primary' : 'secondary' })));
    reasons.replaceChildren(...why.map(({ actions: kept, reason }) => element('li', {}, say('Not offered: {0}. {1}', kept.map(labelOf).join(', '), shown(reason)))));
    root.hidden = actions.length === 0 && why.length === 0;
    if (id !== '') document.getElementById(id)?.focus();
  };
  return { root, show, refused };
}

function labelOf(action: Action): string {
  switch (action) {
    case 'approve': return say('Approve');
    case 'reject': return say('Reject');
    case 'cancel': return say('Cancel Request');
    case 'promote': return say('Promote');
  }
}
