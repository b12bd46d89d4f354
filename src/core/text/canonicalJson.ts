/** A value of canonical JSON: RFC 8785 without floats (`ledger.md` §3.2). */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

const KEY = /^[a-z][A-Za-z0-9]{0,31}$/;
const MAX_DEPTH = 16;

/**
 * The one spelling of a value: keys in code-unit order, no spaces, integers only. Members that are undefined are left out.
 * @throws TypeError for a float, an unsafe integer, −0, ill-formed text, a key outside `[a-z][A-Za-z0-9]{0,31}` or depth over 16.
 */
export function canonicalJson(value: Json): string {
  return isInOrder(value, 0) ? JSON.stringify(value) : write(value, 0);
}

/** Whether a value keeps every rule and has its keys in order already: then the engine's own writer spells it the same, and faster. */
function isInOrder(value: Json | undefined, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isInOrder(value[i] as Json, depth + 1)) return false;
    return true;
  }
  const members = value as { readonly [key: string]: Json | undefined };
  let before = '';
  for (const key of Object.keys(members)) {
    if (key <= before || !KEY.test(key) || !isInOrder(members[key], depth + 1)) return false;
    before = key;
  }
  return true;
}

function write(value: Json, depth: number): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeInteger(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') throw new TypeError('not a JSON value');
  if (depth >= MAX_DEPTH) throw new TypeError('nested too deeply');
  if (Array.isArray(value)) return `[${value.map((entry: Json) => write(entry, depth + 1)).join(',')}]`;
  return writeObject(value as { readonly [key: string]: Json | undefined }, depth);
}

function writeObject(value: { readonly [key: string]: Json | undefined }, depth: number): string {
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    if (!KEY.test(key)) throw new TypeError(`key ${JSON.stringify(key)} is not allowed`);
    members.push(`"${key}":${write(member, depth + 1)}`);
  }
  return `{${members.join(',')}}`;
}

function writeString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('text is not well-formed Unicode');
  return JSON.stringify(value);
}

function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`${value} is not a safe integer`);
  return String(value);
}

/**
 * Reads text that must be canonical already: `canonicalJson(JSON.parse(text)) === text`. That one comparison refuses
 * duplicate keys, other orders, spaces, escapes, exponents and floats.
 * @returns the value, or undefined when the text is not canonical
 */
export function parseCanonicalJson(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
