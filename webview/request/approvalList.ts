import type { RequestAnswer, RequestSummary } from '../../src/core/operations/stageOperations.ts';
import { formatTime } from '../../src/core/text/quantities.ts';
import { shown } from '../compare/tables.ts';
import { element } from '../shared/element.ts';
import { say } from '../shared/say.ts';

/** Who answered, when, and what they said. */
export function approvalList({ answers, needed }: Pick<RequestSummary, 'answers' | 'needed'>): HTMLElement | undefined {
  if (answers.length === 0 && needed === 0) return undefined;
  const list = answers.length === 0 ? element('p', { class: 'dim' }, say('Nobody has answered yet.')) : element('ul', { class: 'answers' }, ...answers.map(item));
  return element('section', {}, element('h2', {}, say('Approvals')), list);
}

function item({ verdict, author, createdAt, message }: RequestAnswer): HTMLElement {
  const [tone, mark, text] = verdict === 'granted' ? (['good', '✓', say('{0} approved', shown(author))] as const) : (['bad', '✗', say('{0} rejected', shown(author))] as const);
  return element('li', {}, element('span', { class: tone, 'aria-hidden': 'true' }, `${mark} `), text, element('span', { class: 'dim' }, `, ${formatTime(createdAt)}`), message === '' ? undefined : element('blockquote', {}, shown(message)));
}
