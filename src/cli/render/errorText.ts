import type { RegistryError } from '../../core/errors.ts';
import { line, paragraph, type Facts } from './layout.ts';
import { look } from './paint.ts';
import { queryMark } from './queryMark.ts';

/** What happened, why, and what to do: at most three sentences, one below the other. */
export function errorText(error: RegistryError, facts: Facts): string {
  if (error.code === 'cancelled') return line([error.message], facts); // it is what the person wanted
  const [happened, why] = splitFirstSentence(error.message);
  return (
    line([look('bad', 'error:'), ` ${happened.replace(/\.$/, '')}`], facts) +
    queryMark(error, facts) +
    (why === '' ? '' : paragraph(why, facts)) +
    (error.hint === undefined || error.hint === '' ? '' : paragraph(error.hint, facts))
  );
}

/** A sentence that has not ended by then is not split: looking for its end costs the square of its length. */
const LONGEST = 2000;

function splitFirstSentence(message: string): [string, string] {
  const match = /^(.*?[^.\s]{2,}[.!?]) (?=\p{Lu})/su.exec(message.slice(0, LONGEST));
  const first = match?.[1];
  return first === undefined ? [message, ''] : [first, message.slice(first.length + 1)];
}
