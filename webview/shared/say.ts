import type { WebviewTexts } from '../../src/rpc/webviewMessages.ts';

let texts: WebviewTexts = {};

/** Takes the sentences in the person's language from the editor. */
export function useTexts(given: WebviewTexts): void {
  texts = given;
}

/** A sentence by its English form, with `{0}`, `{1}` … filled. */
export function say(sentence: string, ...parts: readonly (string | number)[]): string {
  return (texts[sentence] ?? sentence).replace(/\{(\d+)\}/g, (hole, index: string) => String(parts[Number(index)] ?? hole));
}
