/** A semantic version, read (semver.org 2.0.0). */
export interface Semver {
  readonly core: readonly [number, number, number];
  /** Identifiers of a pre-release; empty for a release. */
  readonly pre: readonly string[];
}

const NUMBER = '(?:0|[1-9]\\d{0,8})';
const FORM = new RegExp(`^(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`);

/** Reads `1.4.0`, `2.0.0-rc.1` or `1.0.0+build.5`, without a leading `v`, of at most 128 characters; undefined for anything else. */
export function parseSemver(text: string): Semver | undefined {
  const match = text.length <= 128 ? FORM.exec(text) : null;
  if (match === null) return undefined;
  const pre = match[4]?.split('.') ?? [];
  if (pre.some((one) => /^0\d+$/.test(one))) return undefined;
  return { core: [Number(match[1]), Number(match[2]), Number(match[3])], pre };
}

export function isSemver(text: string): boolean {
  return parseSemver(text) !== undefined;
}

/** Negative when `a` comes before `b`: semver's order, in which a pre-release precedes its release and build facts do not count. */
export function compareSemver(a: Semver, b: Semver): number {
  for (const i of [0, 1, 2] as const) if (a.core[i] !== b.core[i]) return a.core[i] - b.core[i];
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let i = 0; i < Math.min(a.pre.length, b.pre.length); i++) {
    const order = compareIdentifiers(a.pre[i] as string, b.pre[i] as string);
    if (order !== 0) return order;
  }
  return a.pre.length - b.pre.length;
}

function compareIdentifiers(a: string, b: string): number {
  const [aNumber, bNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aNumber !== bNumber) return aNumber ? -1 : 1;
  if (a === b) return 0;
  if (aNumber && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : 1;
}

/** The next release after `tag`; a pre-release is finished first (`1.4.0-rc.1` bumped by patch is `1.4.0`). Without a tag: `0.1.0` by minor, `1.0.0` by major, `0.0.1` by patch. */
export function bumpSemver(tag: string | undefined, part: 'major' | 'minor' | 'patch'): string {
  const { core, pre } = parseSemver(tag ?? '0.0.0') ?? { core: [0, 0, 0] as const, pre: [] };
  const [major, minor, patch] = core;
  const unfinished = pre.length > 0;
  if (part === 'major') return unfinished && minor === 0 && patch === 0 ? `${major}.0.0` : `${major + 1}.0.0`;
  if (part === 'minor') return unfinished && patch === 0 ? `${major}.${minor}.0` : `${major}.${minor + 1}.0`;
  return unfinished ? `${major}.${minor}.${patch}` : `${major}.${minor}.${patch + 1}`;
}
