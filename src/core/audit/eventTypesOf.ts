import { EVENT_SHAPES } from '../model/event.ts';

/** Every type that this program knows. */
const TYPES: readonly string[] = Object.keys(EVENT_SHAPES);

/** Kinds of events: what stands before the dot of their types. */
export const EVENT_KINDS: readonly string[] = [...new Set(TYPES.map(kindOf))].sort();

/** The types that a person means: one by its name, a kind by its own (`stage`), or one of a newer program; none for anything else. */
export function eventTypesOf(text: string): readonly string[] {
  const types = TYPES.filter((type) => type === text || type === `!${text}` || kindOf(type) === text);
  return types.length === 0 && /^!?[a-z]+\.[a-zA-Z]+$/.test(text) ? [text] : types;
}

function kindOf(type: string): string {
  return type.replace('!', '').split('.')[0] as string;
}
