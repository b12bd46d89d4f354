import { RegistryError } from '../errors.ts';
import { isModelName, isMovableName, isStageName } from './names.ts';
import { isSemver } from './semver.ts';

/** A version as people name it (`design.md` §2). */
export type Reference =
  | { readonly kind: 'newest'; readonly model: string }
  | { readonly kind: 'number'; readonly model: string; readonly number: number }
  | { readonly kind: 'tag'; readonly model: string; readonly tag: string }
  | { readonly kind: 'alias'; readonly model: string; readonly alias: string }
  | { readonly kind: 'stage'; readonly model: string; readonly stage: string }
  | { readonly kind: 'branch'; readonly model: string; readonly branch: string }
  /** `model` is the text as typed when it could also be a model's name. */
  | { readonly kind: 'id'; readonly prefix: string; readonly model?: string };

const FORMS = 'NAME, NAME:v7, NAME:1.4.0, NAME@alias, NAME#Stage, NAME~branch, or sha256:… (8 digits or more).';

/**
 * Reads a reference.
 * @throws RegistryError reference.invalid, with the forms that there are
 */
export function parseReference(text: string): Reference {
  return parseId(text) ?? parseSuffixed(text) ?? parsePlain(text) ?? refuse(text);
}

function refuse(text: string): never {
  throw new RegistryError('reference.invalid', `${JSON.stringify(text.slice(0, 200))} does not name a version.`, { hint: `Forms: ${FORMS}` });
}

function parseId(text: string): Reference | undefined {
  const digits = /^sha256:([0-9a-f]{8,64})$/.exec(text.toLowerCase());
  if (digits) return { kind: 'id', prefix: digits[1] ?? '' };
  if (/^[0-9a-f]{8,64}$/.test(text)) return { kind: 'id', prefix: text, model: text };
  return undefined;
}

function parseSuffixed(text: string): Reference | undefined {
  const match = /^([^:@#~]+)([:@#~])(.+)$/.exec(text);
  const [, model, mark, rest] = match ?? [];
  if (model === undefined || rest === undefined || !isModelName(model)) return undefined;
  if (mark === ':') return parseVersion(model, rest);
  const movable = rest.toLowerCase();
  if (mark === '@' && isMovableName(movable)) return { kind: 'alias', model, alias: movable };
  if (mark === '#' && isStageName(rest)) return { kind: 'stage', model, stage: rest };
  if (mark === '~' && isMovableName(movable)) return { kind: 'branch', model, branch: movable };
  return undefined;
}

function parseVersion(model: string, text: string): Reference | undefined {
  const number = /^v?([1-9]\d{0,8})$/.exec(text);
  if (number) return { kind: 'number', model, number: Number(number[1]) };
  const tag = text.replace(/^v/, '');
  return isSemver(tag) ? { kind: 'tag', model, tag } : undefined;
}

function parsePlain(text: string): Reference | undefined {
  return isModelName(text) ? { kind: 'newest', model: text } : undefined;
}

/** The reference that is printed for a version: `fraud-detector:v7`. */
export function formatReference(model: string, number: number): string {
  return `${model}:v${number}`;
}
