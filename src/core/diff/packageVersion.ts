/** The parts of a version that decide its place, after PEP 440. */
interface Parts {
  readonly epoch: number;
  readonly release: readonly number[];
  /** Before a release (dev, a, b, rc: below 0), the release itself 0, after it above 0; compared part by part. */
  readonly stage: readonly number[];
  readonly local: string;
}

const VERSION = /^v?(?:(\d{1,9})!)?(\d{1,9}(?:\.\d{1,9}){0,19})(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d{0,9}))?(?:(?:-(\d{1,9}))|(?:[-_.]?(post|rev|r)[-_.]?(\d{0,9})))?(?:[-_.]?(dev)[-_.]?(\d{0,9}))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;
const RANK: Readonly<Record<string, number>> = { a: -3, alpha: -3, b: -2, beta: -2, c: -1, rc: -1, pre: -1, preview: -1 };

/**
 * How the version `to` lies to `from`: `up`, `down`, `same`, or `unknown` where the order cannot be told: one of them is no
 * PEP 440 version, or they differ in the local build alone (`2.1.0+cpu`, `2.1.0+cu121`).
 */
export function packageVersionOrder(from: string, to: string): 'up' | 'down' | 'same' | 'unknown' {
  if (from === to) return 'same';
  const [before, after] = [partsOf(from), partsOf(to)];
  if (before === undefined || after === undefined) return 'unknown';
  const order = after.epoch - before.epoch || compareLists(before.release, after.release) || compareLists(before.stage, after.stage);
  if (order !== 0) return order > 0 ? 'up' : 'down';
  return before.local === after.local ? 'same' : 'unknown';
}

function partsOf(text: string): Parts | undefined {
  const match = text.length > 100 ? null : VERSION.exec(text.toLowerCase());
  if (match === null) return undefined;
  const [, epoch, release = '', pre, preNumber, bare, post, postNumber, dev, devNumber, local = ''] = match;
  const after = bare === undefined ? (post === undefined ? -1 : Number(postNumber)) : Number(bare);
  // Of one release: its dev builds, then a, b, rc, then the release, then post; a dev build lies below what it leads to.
  const before = pre !== undefined ? (RANK[pre] ?? 0) : dev !== undefined && after < 0 ? -4 : 0;
  return { epoch: Number(epoch ?? 0), release: release.split('.').map(Number), stage: [before, Number(preNumber ?? 0), after, dev === undefined ? 0 : -1, Number(devNumber ?? 0)], local };
}

/** Above 0 when `to` is larger; missing parts are 0. */
function compareLists(from: readonly number[], to: readonly number[]): number {
  for (let i = 0; i < Math.max(from.length, to.length); i++) {
    const difference = (to[i] ?? 0) - (from[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
