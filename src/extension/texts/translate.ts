/** What may stand in a `{0}` of a message. */
export type MessagePart = string | number | boolean;
type Translator = (message: string, ...parts: MessagePart[]) => string;

let translator: Translator = fillIn;

/**
 * A sentence for people in their language; `{0}`, `{1}` … are filled with `parts`. In the editor it is `vscode.l10n.t`;
 * the files that make texts do not import `vscode`, so that they are tested without it.
 */
export function t(message: string, ...parts: MessagePart[]): string {
  return translator(message, ...parts);
}

/** Puts the editor's translator behind {@link t}; called once, on activation. */
export function useTranslator(translate: Translator): void {
  translator = translate;
}

function fillIn(message: string, ...parts: MessagePart[]): string {
  return message.replace(/\{(\d+)\}/g, (hole, index: string) => String(parts[Number(index)] ?? hole));
}
