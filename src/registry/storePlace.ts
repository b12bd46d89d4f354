import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { RegistryError } from '../core/errors.ts';

/** Where the bytes of a registry lie. */
export interface StorePlace {
  readonly folder: string;
  /** What is worth saying about it. */
  readonly notice?: string;
}

/**
 * The folder of blobs, packs and layouts: the registry's own, or the one below `MODELKEEP_STORE` when the registry had no
 * bytes yet. The choice is remembered in `store.path`, so that a shell with another setting never splits the bytes.
 * @throws RegistryError usage.invalid when `MODELKEEP_STORE` is no absolute path
 */
export function storePlace(folder: string, registry: string, env: { readonly [name: string]: string | undefined }): StorePlace {
  const setting = env['MODELKEEP_STORE'] ?? '';
  if (setting !== '' && !isAbsolute(setting)) throw new RegistryError('usage.invalid', `MODELKEEP_STORE must be an absolute path; it is ${JSON.stringify(setting)}.`);
  const asked = setting === '' ? folder : join(setting, registry);
  const known = rememberedPlace(folder);
  if (known === undefined) {
    if (asked !== folder) remember(folder, asked);
    return { folder: asked };
  }
  if (setting === '' || asked === known) return { folder: known };
  return { folder: known, notice: `The bytes of this registry lie in ${known}; MODELKEEP_STORE counts for registries that have none yet.` };
}

function rememberedPlace(folder: string): string | undefined {
  const file = join(folder, 'store.path');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  return existsSync(join(folder, 'blobs')) ? folder : undefined;
}

/** A registry that cannot be written keeps no note: nothing is stored for it either. */
function remember(folder: string, place: string): void {
  try {
    writeFileSync(join(folder, 'store.path'), `${place}\n`, { flag: 'wx' });
  } catch {
    // Read-only, or another process was first with the same setting.
  }
}
