/**
 * Compiles a glob over `/`-separated paths: `**` matches any number of folders, `*` anything but `/`, `?` one character
 * but `/`, `{a,b}` either. A pattern that ends in `/` means everything below. Our own, small, so that the meaning of a
 * project file never changes with a dependency.
 */
export function pathGlob(pattern: string): (path: string) => boolean {
  const clean = pattern.replace(/^\.\//, '').replace(/\/$/, '/**');
  const expression = new RegExp(`^${translate(clean)}$`, 'u');
  return (path) => expression.test(path);
}

/** True when a path matches one of the globs and none of those that begin with `!`. */
export function matchesGlobs(patterns: readonly string[], path: string): boolean {
  const wanted = patterns.filter((one) => !one.startsWith('!'));
  const unwanted = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  return wanted.some((one) => pathGlob(one)(path)) && !unwanted.some((one) => pathGlob(one)(path));
}

/** The folders before the first wildcard: where a search for the glob begins. `.` for the root. */
export function globBase(pattern: string): string {
  const parts = pattern.replace(/^\.\//, '').split('/');
  const wild = parts.findIndex((part) => /[*?{]/.test(part));
  const base = (wild < 0 ? parts.slice(0, -1) : parts.slice(0, wild)).join('/');
  return base === '' ? '.' : base;
}

function translate(pattern: string): string {
  let source = '';
  let depth = 0;
  for (let i = 0; i < pattern.length; ) {
    const rest = pattern.slice(i);
    const token = /^(?:\*\*\/|\/\*\*$|\*\*|\*|\?)/.exec(rest)?.[0];
    const character = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
    if (token !== undefined) source += WILD[token] ?? '';
    else if (character === '{') source += ((depth += 1), '(?:');
    else if (character === '}' && depth > 0) source += ((depth -= 1), ')');
    else if (character === ',' && depth > 0) source += '|';
    else source += escape(character);
    i += token?.length ?? character.length;
  }
  return source + ')'.repeat(depth);
}

const WILD: Readonly<Record<string, string>> = { '**/': '(?:[^/]+/)*', '/**': '/.*', '**': '.*', '*': '[^/]*', '?': '[^/]' };

function escape(character: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character;
}
