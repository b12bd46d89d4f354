import { inertLabel } from './inertLabel.ts';

/** `team=risk`; inert. */
export function labelText({ name, value }: { readonly name: string; readonly value: string }): string {
  return inertLabel(`${name}=${value}`, 80);
}
