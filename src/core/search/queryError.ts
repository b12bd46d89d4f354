import { RegistryError } from '../errors.ts';

/** @param at where the query is wrong, in UTF-16 units from 0 */
export function refuseQuery(query: string, at: number, message: string, hint?: string): never {
  throw new RegistryError('query.invalid', `At character ${at + 1}: ${message}.`, {
    ...(hint === undefined ? {} : { hint }),
    details: { query, position: at },
  });
}
