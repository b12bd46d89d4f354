import { inertText } from '../../src/core/text/inertText.ts';

/** What an event changed, in a list that is about one model: its name, which may be long, is left out where it stands before or after others. */
export function changeWithin(change: string, model: string | undefined): string {
  if (model === undefined || model === '') return shown(change);
  const name = model.replaceAll(/[^\w]/g, String.raw`\$&`);
  return shown(change.replaceAll(new RegExp(`(?<=^|\\s)${name}:(?=v\\d)`, 'g'), '').replaceAll(new RegExp(` of ${name}(?=[:,\\s]|$)`, 'g'), ''));
}

function shown(text: string): string {
  return inertText(text.slice(0, 20_000));
}
