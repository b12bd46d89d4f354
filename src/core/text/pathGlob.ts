/** More alternatives than this are not spelled out: the braces are then taken as they stand. */
const MOST_ALTERNATIVES = 256;

/**
 * Compiles a glob over `/`-separated paths: `**` matches any number of folders, `*` anything but `/`, `?` one character
 * but `/`, `{a,b}` either. A pattern that ends in `/` or `/**` means everything below. Our own, small, so that the meaning
 * of a project file never changes with a dependency; its time grows with pattern × path and never more.
 */
export function pathGlob(pattern: string): (path: string) => boolean {
  const clean = pattern.replace(/^\.\//, '').replace(/\/$/, '/**');
  const alternatives = expandBraces(clean).map((one) => one.split('/').map((segment) => (segment === '**' ? '**' : [...segment])));
  return (path) => {
    const segments = path.split('/').map((segment) => [...segment]);
    return alternatives.some((one) => matchesSegments(one, segments));
  };
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

type Segment = '**' | readonly string[];

function matchesSegments(pattern: readonly Segment[], path: readonly (readonly string[])[]): boolean {
  const below = pattern.at(-1) === '**' ? pattern.slice(0, -1).concat(['**', ['*']]) : pattern;
  return matchesRuns(below, path, (one) => one === '**', (one, segment) => one !== '**' && matchesSegment(one, segment));
}

function matchesSegment(pattern: readonly string[], segment: readonly string[]): boolean {
  return matchesRuns(pattern, segment, (one) => one === '*', (one, character) => one === '?' || one === character);
}

/**
 * Wildcard matching with one step back: when something does not fit, the last wildcard takes one more. Earlier ones need
 * not be tried again, so the time is at most pattern × text.
 */
function matchesRuns<P, T>(pattern: readonly P[], text: readonly T[], isWild: (one: P) => boolean, fits: (one: P, part: T) => boolean): boolean {
  let [p, t, wildAt, taken] = [0, 0, -1, 0];
  while (t < text.length) {
    const one = pattern[p];
    if (p < pattern.length && isWild(one as P)) [wildAt, taken, p] = [p, t, p + 1];
    else if (p < pattern.length && fits(one as P, text[t] as T)) [p, t] = [p + 1, t + 1];
    else if (wildAt >= 0) [taken, t, p] = [taken + 1, taken + 1, wildAt + 1];
    else return false;
  }
  return pattern.slice(p).every(isWild);
}

function expandBraces(pattern: string): readonly string[] {
  let open = [pattern];
  for (;;) {
    const next = open.flatMap(expandFirst);
    if (next.length > MOST_ALTERNATIVES) return [pattern];
    if (next.length === open.length) return open;
    open = next;
  }
}

/** Spells out the first innermost braces with a comma. */
function expandFirst(pattern: string): readonly string[] {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (match?.[1] === undefined) return [pattern];
  return match[1].split(',').map((choice) => pattern.slice(0, match.index) + choice + pattern.slice(match.index + match[0].length));
}
