import { closestWord } from '../text/closestWord.ts';
import { inertText } from '../text/inertText.ts';
import type { JsonNode } from '../text/strictJson.ts';
import type { PolicyProblem } from './policyFlaw.ts';

/** One value of a policy as people write it, where it stands, and where to say what is wrong with it. Absent: no `node`. */
export interface SourcePlace {
  readonly node: JsonNode | undefined;
  /** Below `policy` of modelkeep.json, such as `['rules', 0, 'gates', 1]`. */
  readonly path: readonly (string | number)[];
  readonly problems: PolicyProblem[];
}

/** Notes what is wrong with a value. */
export function complain({ path, problems }: SourcePlace, message: string): void {
  problems.push({ path, message });
}

/** The member of an object; absent in anything else. */
export function memberOf({ node, path, problems }: SourcePlace, name: string): SourcePlace {
  return { node: node?.kind === 'object' ? node.members.get(name) : undefined, path: [...path, name], problems };
}

/** True when there is a member of that name. */
export function has(place: SourcePlace, name: string): boolean {
  return memberOf(place, name).node !== undefined;
}

/** True for an object; what else it is, and members that are not `known`, are complained of. */
export function isObject(place: SourcePlace, what: string, known: readonly string[]): boolean {
  if (place.node?.kind !== 'object') {
    complain(place, `${what} is an object with ${known.slice(0, 3).join(', ')}${known.length > 3 ? ', \u2026' : ''}.`);
    return false;
  }
  for (const name of place.node.members.keys()) {
    if (known.includes(name)) continue;
    complain({ ...place, path: [...place.path, name] }, `${quoted(name)} is not known here${meant(name, known)}.`);
  }
  return true;
}

/** Elements of a list; of an absent one none. */
export function elementsOf(place: SourcePlace, what: string): readonly SourcePlace[] {
  if (place.node === undefined) return [];
  if (place.node.kind === 'array') return place.node.elements.map((node, i) => ({ node, path: [...place.path, i], problems: place.problems }));
  complain(place, `${what} is a list.`);
  return [];
}

/** Text without characters that act instead of showing; anything else is complained of and read as empty. */
export function textOf(place: SourcePlace, what: string): string {
  const { node } = place;
  if (node?.kind !== 'string' || node.value === '') complain(place, node === undefined ? `${what} is missing.` : `${what} is a text.`);
  else if (inertText(node.value) !== node.value) complain(place, `${what} holds a character that acts instead of showing: ${inertText(node.value).slice(0, 80)}`);
  else return node.value;
  return '';
}

/** Texts of a list, or one text alone. */
export function textsOf(place: SourcePlace, what: string): readonly string[] {
  return (place.node?.kind === 'string' ? [place] : elementsOf(place, what)).map((one) => textOf(one, what));
}

/** One of some words; `otherwise` where it is absent or something else, which is complained of. */
export function wordOf<W extends string>(place: SourcePlace, words: readonly W[], otherwise: W): W {
  const { node } = place;
  if (node === undefined) return otherwise;
  const word = node.kind === 'string' ? words.find((one) => one === node.value) : undefined;
  if (word === undefined) complain(place, `It is ${words.map(quoted).join(' or ')}${node.kind === 'string' && words.length > 1 ? meant(node.value, words) : ''}.`);
  return word ?? otherwise;
}

/** true or false; false where it is absent. */
export function flagOf(place: SourcePlace): boolean {
  const { node } = place;
  if (node !== undefined && node.kind !== 'bool') complain(place, 'It is true or false.');
  return node?.kind === 'bool' && node.value;
}

/** A whole number from `min` to `max`. */
export function countOf(place: SourcePlace, [min, max]: readonly [number, number], otherwise: number): number {
  const { node } = place;
  if (node === undefined) return otherwise;
  const number = node.kind === 'number' && /^\d{1,9}$/.test(node.text) ? Number(node.text) : undefined;
  if (number !== undefined && number >= min && number <= max) return number;
  complain(place, `It is a whole number from ${min} to ${max}.`);
  return otherwise;
}

/** A number as it was written, or a text that may be one. */
export function writtenOf({ node }: SourcePlace): string | undefined {
  if (node?.kind === 'number') return node.text;
  return node?.kind === 'string' ? node.value : undefined;
}

export function quoted(text: string): string {
  return JSON.stringify(inertText(text.slice(0, 80)));
}

/** What was likely meant, for the end of a sentence. */
export function meant(written: string, words: readonly string[]): string {
  const word = closestWord(written.slice(0, 80), words);
  return word === undefined ? '' : ` (did you mean ${quoted(word)}?)`;
}
