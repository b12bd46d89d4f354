import { RegistryError } from '../errors.ts';

/** `team=risk`, read. @throws RegistryError usage.invalid */
export function parseLabel(pair: string): { readonly name: string; readonly value: string } {
  const at = pair.indexOf('=');
  if (at > 0) return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  throw new RegistryError('usage.invalid', `${JSON.stringify(pair.slice(0, 200))} is no label.`, { hint: 'Name it as KEY=VALUE.' });
}
