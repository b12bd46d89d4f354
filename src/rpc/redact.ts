/** Longest line of a log; the rest is cut off before anything looks at it. */
const MAX_LINE = 16_384;
const HIDDEN = '***';

/** Names of variables, fields and URL parameters whose value is a secret. */
const SECRET_NAME = '(?:[A-Za-z0-9_.-]{0,40}(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|signature|authorization)|sig|pwd|auth)';

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, HIDDEN],
  // user:password@ in a URL, greedy up to the last @ before the path: a password may hold one itself.
  [/\b([A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]{1,2048}@/g, `$1${HIDDEN}@`],
  [/\b(Bearer|Basic|Digest|AWS4-HMAC-SHA256)\s+[A-Za-z0-9+/=_.~,;:-]{6,4096}/gi, `$1 ${HIDDEN}`],
  // name=value, name: value, "name": "value", ?name=value&
  [new RegExp(`(?<![A-Za-z0-9_.-])(["']?${SECRET_NAME}["']?\\s{0,4}[=:]\\s{0,4})("(?:[^"\\\\]|\\\\.){1,4096}"|'[^']{1,4096}'|[^\\s"'&,;]{1,4096})`, 'gi'), `$1${HIDDEN}`],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{16,255})/g, HIDDEN],
  [/\b(?:hf_[A-Za-z0-9]{20,255}|sk-[A-Za-z0-9_-]{16,255}|xox[abprs]-[A-Za-z0-9-]{10,255}|npm_[A-Za-z0-9]{20,255}|pypi-[A-Za-z0-9_-]{20,255})/g, HIDDEN],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{30,50}/g, HIDDEN],
  [/\beyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{8,4096}(?:\.[A-Za-z0-9_-]{0,4096})?/g, HIDDEN],
];

/** Variables whose values are no secrets although their names look like it, and what is too short to be one. */
const MIN_SECRET = 6;
const SECRET_VARIABLE = /(?:pass(?:word|wd|phrase)?|secret|token|key|credentials?|auth)(?:_|$)/i;
const PLAIN_VALUE = /^(?:\/|[A-Za-z]:\\|\d+$|true$|false$)/i;

/** Takes secrets and control characters out of a text that goes to a log. */
export type Redact = (text: string) => string;

/**
 * A {@link Redact}: credentials in URLs, headers, `name=value` pairs, known forms of tokens and private keys, and the
 * values of variables of `env` whose names say that they are secret.
 */
export function createRedact(env: { readonly [name: string]: string | undefined }): Redact {
  const values = Object.entries(env)
    .filter(([name, value]) => SECRET_VARIABLE.test(name) && value !== undefined && value.length >= MIN_SECRET && !PLAIN_VALUE.test(value))
    .map(([, value]) => value as string)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let line = text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)} … (${text.length - MAX_LINE} more)` : text;
    for (const value of values) line = line.replaceAll(value, HIDDEN);
    for (const [pattern, put] of PATTERNS) line = line.replace(pattern, put);
    return line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  };
}
