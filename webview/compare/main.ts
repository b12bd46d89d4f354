import { readToComparePage, type FromComparePage, type ToComparePage } from '../../src/rpc/webviewMessages.ts';
import { element, button } from '../shared/element.ts';
import { registerElements } from '../shared/elements.ts';
import { openPort } from '../shared/port.ts';
import { say, useTexts } from '../shared/say.ts';
import '../shared/page.css';
import { comparePage, FRESH, type PageState } from './comparePage.ts';
import './compare.css';

registerElements();
const port = openPort<ToComparePage, FromComparePage>(readToComparePage, hear);
let state: PageState = { ...FRESH, ...(port.state() as Partial<PageState> | undefined) };

function change(part: Partial<PageState>): void {
  state = { ...state, ...part };
  port.keep(state);
}

function hear(message: ToComparePage): void {
  useTexts(message.texts);
  if (message.type === 'busy') {
    document.body.replaceChildren(element('main', { class: 'busy' }, element('vscode-progress-ring', { 'aria-label': say('Comparing…') }), element('p', { role: 'status' }, say('Comparing…'))));
  } else if (message.type === 'failed') {
    document.body.replaceChildren(element('main', { class: 'busy' }, element('h1', {}, say('The versions could not be compared')), element('p', { role: 'alert' }, message.message), button(say('Try Again'), () => port.post({ type: 'refresh' }))));
  } else {
    const { scroll } = state;
    change({ request: message.request });
    document.body.replaceChildren(comparePage(message.diff, { state: () => state, change, post: (asked) => port.post(asked) }));
    window.scrollTo(0, scroll);
  }
}

let moving: ReturnType<typeof setTimeout> | undefined;
window.addEventListener('scroll', () => {
  clearTimeout(moving);
  moving = setTimeout(() => change({ scroll: window.scrollY }), 200);
});
port.post({ type: 'ready' });
