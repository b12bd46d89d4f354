/**
 * True when a name matches a glob of a policy: `*` stands for any characters, `/` too, and case does not matter. Its time
 * grows with pattern × name and never more, since patterns come from other people's ledgers.
 */
export function matchesNameGlob(glob: string, name: string): boolean {
  const [pattern, text] = [glob.toLowerCase(), name.toLowerCase()];
  let [p, t, star, taken] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') [star, taken, p] = [p, t, p + 1];
    else if (p < pattern.length && pattern[p] === text[t]) [p, t] = [p + 1, t + 1];
    else if (star >= 0) [taken, t, p] = [taken + 1, taken + 1, star + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(p));
}
