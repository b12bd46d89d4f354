import { RegistryError } from '../errors.ts';
import type { EventDraft } from '../model/event.ts';
import { toBase64, toHex } from '../text/encodings.ts';

/** A registry to be made: its creator becomes its administrator. */
export interface CreateRegistry {
  readonly name: string;
  /** Name of the first member: the Git user's, a claim. */
  readonly author: string;
  /** `closed`: only an administrator lets others in. */
  readonly admission: 'open' | 'closed';
  /** Raw Ed25519 key of the creating device. */
  readonly publicKey: Uint8Array;
  /** 32 random bytes. */
  readonly nonce: Uint8Array;
}

/** @throws RegistryError name.invalid */
export function decideCreateRegistry(command: CreateRegistry): readonly EventDraft[] {
  if (command.name.trim() === '' || command.name.length > 128 || !command.name.isWellFormed()) {
    throw new RegistryError('name.invalid', 'The registry needs a name of 1 to 128 characters.');
  }
  const members = [{ keys: [toBase64(command.publicKey)], name: command.author, roles: ['admin'] }];
  return [{ type: 'registry.created', body: { admission: command.admission, members, name: command.name, nonce: toHex(command.nonce), rules: 1, threshold: 1 } }];
}
