import type { AuditEvent } from '../../src/core/audit/auditEvent.ts';
import { inertText } from '../../src/core/text/inertText.ts';
import { formatTime } from '../../src/core/text/quantities.ts';
import { element } from '../shared/element.ts';
import { say } from '../shared/say.ts';

const shown = (text: string | undefined): string => inertText((text ?? '').slice(0, 20_000));

/** Everything about an event: who, when, the exact change, and its line of the ledger. */
export function eventDetail(event: AuditEvent): readonly Node[] {
  const rows = event.details.map(({ fact, name, before, after }) => element('li', {}, `${shown(fact)} ${shown(name)}: ${shown(before ?? '—')} → ${shown(after ?? '—')}`));
  return [
    element('h2', {}, `#${event.position} ${shown(event.type)}`),
    element('p', { class: 'sentence' }, shown(event.change)),
    element('dl', { class: 'facts' }, ...facts(event).flatMap(([name, text]) => [element('dt', {}, name), element('dd', {}, text)])),
    ...(rows.length === 0 ? [] : [element('ul', {}, ...rows, event.more > 0 ? element('li', {}, say('{0} more changes', event.more)) : undefined)]),
    element('h3', {}, say('Raw line')),
    element('pre', { class: 'raw code', tabindex: 0, 'aria-label': say('Raw line') }, shown(event.raw)),
  ];
}

function facts({ time, actor, before, after, message, signature, rejected }: AuditEvent): readonly (readonly [string, string])[] {
  const who = actor.member === '' ? shown(actor.author) : shown(actor.member);
  const claimed = actor.member === '' || actor.author === '' || actor.author === actor.member ? '' : ` (${say('says {0}', shown(actor.author))})`;
  return [
    [say('Time'), formatTime(shown(time))],
    [say('Who'), `${who}${claimed}`],
    [say('Device'), shown(actor.device)],
    [say('Signature'), signature],
    ...(before === undefined && after === undefined ? [] : [[say('Change'), `${shown(before ?? '—')} → ${shown(after ?? '—')}`] as const]),
    ...(message === '' ? [] : [[say('Message'), shown(message)] as const]),
    ...(rejected === null ? [] : [[say('without effect'), shown(rejected)] as const]),
  ];
}
