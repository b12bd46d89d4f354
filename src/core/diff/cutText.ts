const MOST_CHARACTERS = 80;

/** Text of others inside a sentence, cut where it would drown the rest. */
export function cutText(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
