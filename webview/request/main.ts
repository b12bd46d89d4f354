import { readToRequestPage, type FromRequestPage, type ShownRequest, type ToRequestPage } from '../../src/rpc/requestMessages.ts';
import { button, element } from '../shared/element.ts';
import { registerElements } from '../shared/elements.ts';
import { openPort } from '../shared/port.ts';
import { say, useTexts } from '../shared/say.ts';
import '../shared/page.css';
import { requestPage } from './requestPage.ts';
import './request.css';

/** What the page keeps over a reload. */
interface PageState {
  readonly shown?: ShownRequest;
  /** What was typed and not sent yet. */
  readonly draft: string;
}

registerElements();
const port = openPort<ToRequestPage, FromRequestPage>(readToRequestPage, hear);
let state: PageState = { draft: '', ...(port.state() as Partial<PageState> | undefined) };
let page: ReturnType<typeof requestPage> | undefined;

function change(part: Partial<PageState>): void {
  state = { ...state, ...part };
  port.keep(state);
}

function hear(message: ToRequestPage): void {
  if (message.texts !== undefined) useTexts(message.texts);
  if (message.type === 'busy') {
    if (page === undefined) document.body.replaceChildren(element('main', {}, element('vscode-progress-ring', { 'aria-label': say('Reading the request…') }), element('p', { role: 'status' }, say('Reading the request…'))));
  } else if (message.type === 'failed') {
    page = undefined;
    document.body.replaceChildren(element('main', {}, element('h1', {}, say('The request could not be read')), element('p', { role: 'alert' }, message.message), button(say('Try Again'), () => port.post({ type: 'refresh' }))));
  } else if (message.type === 'refused') {
    page?.refused(message.message);
  } else {
    change({ shown: message.shown });
    if (page === undefined) {
      page = requestPage({ draft: () => state.draft, keep: (draft) => change({ draft }), post: (asked) => port.post(asked) });
      document.body.replaceChildren(page.root);
    }
    page.show(message.facts, message.said);
  }
}

port.post({ type: 'ready' });
