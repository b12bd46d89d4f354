import { isIP } from 'node:net';
import { parse } from 'jsonc-parser';
import { asksFor, NOTIFICATION_TYPES, type NotificationRule } from '../../core/notifications/notificationRule.ts';
import { closestWord } from '../../core/text/closestWord.ts';

/** Entries of `notifications` that can be used, each with its place in the list, and a sentence for everything that is wrong. */
export interface ReadNotifications {
  readonly rules: readonly { readonly index: number; readonly rule: NotificationRule }[];
  readonly problems: readonly string[];
}

const MEMBERS = ['on', 'models', 'webhook', 'secret', 'addresses'];
const MOST = 100;

/** Reads `notifications` from the text of a `modelkeep.json`. It never throws: whom to tell must not keep anybody from committing. */
export function readNotifications(text: string): ReadNotifications {
  const root = parse(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true }) as { readonly notifications?: unknown } | undefined;
  const value = root?.notifications;
  if (value === undefined) return { rules: [], problems: [] };
  if (!Array.isArray(value)) return { rules: [], problems: ['modelkeep.json: "notifications" is not a list.'] };
  const problems: string[] = value.length > MOST ? [`modelkeep.json: "notifications" has more than ${MOST} entries; the others are left out.`] : [];
  const rules = (value as unknown[]).slice(0, MOST).flatMap((entry, index) => {
    const wrong: string[] = [];
    const rule = readRule(entry, (member, sentence) => wrong.push(`modelkeep.json: notifications[${index}]${member} ${sentence}`));
    problems.push(...wrong);
    return rule === undefined || wrong.length > 0 ? [] : [{ index, rule }];
  });
  return { rules, problems };
}

/** `member`: path in the entry, such as `.on[1]`. */
type Complain = (member: string, sentence: string) => void;

function readRule(entry: unknown, complain: Complain): NotificationRule | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    complain('', 'is not an object.');
    return undefined;
  }
  const members = entry as Record<string, unknown>;
  for (const name of Object.keys(members).filter((one) => !MEMBERS.includes(one))) complain(`.${name}`, `is not known here${meaning(name, MEMBERS)}.`);
  const on = texts(members['on'], '.on', complain);
  if (on.length === 0 && Array.isArray(members['on'])) complain('.on', 'is empty: name what to tell, such as "stage.promoted".');
  on.forEach((type, i) => {
    if (!NOTIFICATION_TYPES.some((known) => asksFor({ on: [type], models: ['*'] }, { type: known, models: [] }))) complain(`.on[${i}]`, `is nothing that one can be told: ${JSON.stringify(type)}${meaning(type, NOTIFICATION_TYPES)}.`);
  });
  return {
    on,
    models: typeof members['models'] === 'string' ? [members['models']] : texts(members['models'] ?? ['*'], '.models', complain),
    webhook: readWebhook(members['webhook'], complain),
    secret: readSecret(members['secret'], complain),
    addresses: texts(members['addresses'] ?? [], '.addresses', complain, (address) => isIP(address) !== 0, 'an IP address'),
  };
}

function readWebhook(value: unknown, complain: Complain): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined) complain('.webhook', 'is not a URL.');
  else if (url.protocol !== 'https:' && url.protocol !== 'http:') complain('.webhook', 'must begin with https:// or http://.');
  else if (url.username !== '' || url.password !== '') complain('.webhook', 'has a user name or a password in it: that does not belong in this file.');
  else if (isIP(url.hostname) === 4 && !(value as string).includes(url.hostname)) complain('.webhook', `writes an address in an unusual way: write ${url.hostname}.`);
  return url?.href ?? '';
}

function readSecret(value: unknown, complain: Complain): string {
  if (typeof value === 'string' && /^env:[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(value)) return value;
  complain('.secret', 'must be "env:NAME", the environment variable with the secret: a secret itself does not belong in this file.');
  return '';
}

function texts(value: unknown, member: string, complain: Complain, fits: (one: string) => boolean = (one) => one !== '', what = 'a text'): readonly string[] {
  if (Array.isArray(value) && value.length <= MOST && value.every((one) => typeof one === 'string' && one.length <= 256 && fits(one))) return value as string[];
  complain(member, value === undefined ? 'is missing.' : `must be a list, each member ${what}.`);
  return [];
}

function meaning(written: string, words: readonly string[]): string {
  const meant = closestWord(written, words) ?? words.find((word) => word.split('.').includes(written));
  return meant === undefined ? '' : ` (did you mean "${meant}"?)`;
}
