import { RegistryError } from '../errors.ts';

const MODEL = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?$/;
const MOVABLE = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const STAGE = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

/** True for a name that a registered model may have (`design.md` §2). */
export function isModelName(name: string): boolean {
  return MODEL.test(name) && !name.includes('//') && !name.includes('..') && name.toLowerCase() !== 'sha256';
}

/** True for a name that an alias or a branch may have: never `latest`, digits only, or `v` + digits. */
export function isMovableName(name: string): boolean {
  return MOVABLE.test(name) && name !== 'latest' && !/^v?[0-9]+$/.test(name);
}

/** True for a name that a stage may have. */
export function isStageName(name: string): boolean {
  return STAGE.test(name);
}

/** @throws RegistryError name.invalid */
export function requireModelName(name: string): void {
  if (isModelName(name)) return;
  throw new RegistryError('name.invalid', `${JSON.stringify(name)} cannot be a model's name.`, {
    hint: 'Use letters, digits, ".", "_", "-" and "/"; begin and end with a letter or digit; at most 128 characters; no "//" or "..".',
    details: { name },
  });
}

/** @throws RegistryError name.invalid */
export function requireBranchName(name: string): void {
  if (isMovableName(name)) return;
  throw new RegistryError('name.invalid', `${JSON.stringify(name)} cannot be a branch's name.`, {
    hint: 'Use lower-case letters, digits, ".", "_" and "-", at most 64 characters; not "latest", not a number, not "v" and a number.',
    details: { name },
  });
}

/** @throws RegistryError name.invalid */
export function requireAliasName(name: string): void {
  if (isMovableName(name)) return;
  throw new RegistryError('name.invalid', `${JSON.stringify(name.slice(0, 200))} cannot be an alias.`, {
    hint: 'Use lower-case letters, digits, ".", "_" and "-", at most 64 characters; not "latest", not a number, not "v" and a number.',
    details: { name: name.slice(0, 200) },
  });
}

/** A model name made from any text (a file's or folder's name): what is not allowed becomes `-`. `model` when nothing is left. */
export function modelNameFrom(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, 128)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return isModelName(name) ? name : 'model';
}
