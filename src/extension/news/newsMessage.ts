import type { NewsItem } from '../../core/operations/notificationOperations.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { requestedVersion, requestTitle } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';

/** Where the one button of a message leads: to a request, to all that are open, to a version in the view, or to the audit log. */
export type NewsPlace =
  | { readonly kind: 'request'; readonly id: string }
  | { readonly kind: 'requests' }
  | { readonly kind: 'version'; readonly model: string; readonly number: number }
  | { readonly kind: 'audit' };

/** One message about everything that is new, with the one action that follows. Its text is inert. */
export interface NewsMessage {
  readonly text: string;
  readonly button: string;
  /** Something went against the rules. */
  readonly warns: boolean;
  readonly place: NewsPlace;
}

/** Sentences that a message has, and rules that a sentence names; what is more is counted. */
const MOST_SENTENCES = 2;
const MOST_RULES = 2;

/** The message for what is new in one registry, oldest first; undefined for nothing. Of one request only the last is told. */
export function newsMessage(news: readonly NewsItem[]): NewsMessage | undefined {
  const told = news.filter(({ request }, at) => request === undefined || news.findLastIndex((other) => other.request === request) === at);
  const [first] = told;
  if (first === undefined) return undefined;
  const wanted = told.filter(waits);
  const ordered = [...wanted, ...told.filter((item) => !waits(item))];
  const more = ordered.length - MOST_SENTENCES;
  const rest = more <= 0 ? [] : [more === 1 ? t('And 1 more.') : t('And {0} more.', more)];
  return {
    text: [...ordered.slice(0, MOST_SENTENCES).map(sentenceOf), ...rest].join(' '),
    button: wanted.length > 0 ? t('Review') : t('Show'),
    warns: told.some(({ kind }) => kind === 'overridden'),
    place: told.length === 1 ? placeOf(first) : wanted.length > 0 ? { kind: 'requests' } : { kind: 'audit' },
  };
}

function waits({ kind }: NewsItem): boolean {
  return kind === 'approvalWanted' || kind === 'promotionWanted';
}

function placeOf({ request, model, ref }: NewsItem): NewsPlace {
  return request === undefined ? { kind: 'version', model, number: Number(/\d+$/.exec(ref)?.[0] ?? 0) } : { kind: 'request', id: request };
}

function sentenceOf(item: NewsItem): string {
  const who = item.who === '' ? t('Somebody') : inertLabel(item.who, 64);
  const title = requestTitle(item);
  const [version, stage] = [requestedVersion(item), inertLabel(item.stage, 64)];
  const reason = inertLabel(item.message.trim().split('\n', 1)[0] ?? '', 200).replace(/\.$/, '');
  const because = (sentence: string): string => (reason === '' ? `${sentence}.` : `${sentence}: ${reason}.`);
  switch (item.kind) {
    case 'approvalWanted':
      return because(t('{0} asks for your approval of {1}', who, title));
    case 'promotionWanted':
      return t('{0}, asked for by {1}, needs no more approval: it is yours to promote.', title, who);
    case 'approved':
      return because(t('{0} approved your request {1}', who, title));
    case 'rejected':
      return because(t('{0} rejected your request {1}', who, title));
    case 'cancelled':
      return because(t('{0} cancelled your request {1}', who, title));
    case 'voided':
      return because(t('Your request {0} is void', title));
    case 'promoted':
      return item.request === undefined ? because(t('{0} promoted {1} to {2}', who, version, stage)) : t('{0} promoted what you asked for: {1} is in {2}.', who, version, stage);
    case 'overridden':
      return because(against(t('{0} put {1} into {2} against the rules', who, version, stage), item.rules ?? []));
    case 'rolledBack':
      return because(t('{0} rolled {1} back to {2}', who, stage, version));
  }
}

/** With the rules that were not met. */
function against(sentence: string, rules: readonly string[]): string {
  if (rules.length === 0) return sentence;
  const named = rules.slice(0, MOST_RULES).map((rule) => inertLabel(rule, 120)).join('; ');
  const more = rules.length - MOST_RULES;
  return more > 0 ? t('{0} ({1}; {2} more)', sentence, named, more) : t('{0} ({1})', sentence, named);
}
