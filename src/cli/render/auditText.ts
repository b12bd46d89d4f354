import type { AuditEvent, SignatureState } from '../../core/audit/auditEvent.ts';
import { firstLine } from './firstLine.ts';
import { flow, line, paragraph, type Facts } from './layout.ts';
import { look } from './paint.ts';

const SIGNATURES: Readonly<Record<Exclude<SignatureState, 'valid'>, string>> = {
  changed: 'its segment has other bytes now: run modelkeep verify',
  wrong: 'the signature is wrong',
  unknownKey: 'signed with a key that is no member\u2019s',
  unchecked: 'the signature was not looked at',
};

/** Events, newest first: who and when, then the change, then what is wrong with it. @param older the command of the next page */
export function auditText(events: readonly AuditEvent[], older: string | undefined, facts: Facts): string {
  if (events.length === 0) return line(['No event matches.'], facts) + more(older, facts);
  return events.map((event) => entry(event, facts)).join('') + more(older, facts);
}

function entry(event: AuditEvent, facts: Facts): string {
  const { actor, position, time, type } = event;
  const who = actor.member === '' ? `${actor.device} (not proved)` : actor.member;
  const claims = actor.author !== '' && actor.author !== actor.member ? ` as ${actor.author}` : '';
  const head = flow([[look('strong', `#${position}`)], [look('dim', time.replace('T', ' ').slice(0, 19))], [look('accent', type)], [`${who}${claims}`], [look('dim', actor.device)]], facts);
  const said = event.message === '' ? '' : paragraph(look('dim', firstLine(event.message)), facts, 6);
  const rejected = event.rejected === null ? '' : paragraph(look('bad', `no effect: ${event.rejected}`), facts, 6);
  const signature = event.signature === 'valid' ? '' : paragraph(look('bad', `signature: ${SIGNATURES[event.signature]}`), facts, 6);
  return head + paragraph(event.change, facts, 6) + said + rejected + signature;
}

function more(older: string | undefined, facts: Facts): string {
  return older === undefined ? '' : line([look('dim', `  Show older: ${older}`)], facts);
}
