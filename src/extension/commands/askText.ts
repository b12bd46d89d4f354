import * as vscode from 'vscode';
import { errorText } from '../texts/errorText.ts';
import { t } from '../texts/translate.ts';

/** A question that is answered by a line of text. Title, prompt and value are inert. */
export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  /** What is said of an empty answer; without it an empty answer is one, too. */
  readonly needed?: string;
  /** Tries an answer out and writes nothing; what it refuses is said below the box, before anything is done. */
  tryOut?(answer: string): Promise<unknown>;
}

/** Asks for a line of text, which stays open when the window loses the focus. The answer has no blanks around it; undefined: the person left. */
export async function askText({ title, prompt, value = '', needed, tryOut }: TextQuestion): Promise<string | undefined> {
  const validateInput = async (typed: string): Promise<string | undefined> => {
    const answer = typed.trim();
    if (answer === '' && needed !== undefined) return needed;
    try {
      await tryOut?.(answer);
      return undefined;
    } catch (error) {
      return errorText(error);
    }
  };
  return (await vscode.window.showInputBox({ title, prompt, value, ignoreFocusOut: true, validateInput }))?.trim();
}

/** Asks why; the reason is kept in the ledger. */
export async function askReason(question: Omit<TextQuestion, 'needed'>): Promise<string | undefined> {
  return askText({ ...question, needed: t('A reason is needed.') });
}
