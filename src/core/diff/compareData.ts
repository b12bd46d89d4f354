import type { DataLineage } from '../model/lineage.ts';
import { compareListings } from './compareListings.ts';
import type { ListedFile } from './diffInput.ts';
import { pairByKey } from './pairByKey.ts';
import { pairRenamed } from './pairRenamed.ts';
import type { DataChange, DataState, ListingChange } from './sectionChanges.ts';
import { countChanges, oneSided, summarise } from './sectionSummary.ts';
import type { Compared, Unknown } from './versionDiff.ts';

/** Gaps of data sets that are in the record all the same, so that they do not explain the absence of another. */
const OF_A_SET: ReadonlySet<string> = new Set(['data.notHashed', 'data.notHere', 'data.remoteNotRead', 'data.empty']);

type Listings = ReadonlyMap<string, readonly ListedFile[]> | undefined;

/** What is needed beside the data sets. */
export interface DataContext {
  readonly gaps: readonly Unknown[];
  readonly fromListings: Listings;
  readonly toListings: Listings;
  readonly most: number;
}

/** Compares data sets by name; one that only changed its name is found by its content's digest. */
export function compareData(from: readonly DataLineage[], to: readonly DataLineage[], context: DataContext): Compared<readonly DataChange[]> {
  const pairs = pairByKey(from, to, ({ name }) => name);
  const gone = pairs.flatMap((pair) => (pair.from !== undefined && pair.to === undefined ? [pair.from] : []));
  const fresh = pairs.flatMap((pair) => (pair.to !== undefined && pair.from === undefined ? [pair.to] : []));
  const renamed = pairRenamed(gone, fresh, ({ strength, digest }) => (strength === 'content' ? digest : undefined));
  const used = new Set(renamed.values());
  const absence = context.gaps.filter(({ code }) => !OF_A_SET.has(code));
  const entries = pairs.flatMap((pair): DataChange[] => {
    if (pair.from !== undefined && pair.to !== undefined) return [compareSet(pair.from, pair.to, context)];
    if (pair.to !== undefined) {
      const before = renamed.get(pair.to);
      if (before !== undefined) return [{ name: pair.key, before: before.name, change: 'renamed', from: stateOf(before), to: stateOf(pair.to) }];
      return [{ name: pair.key, change: oneSided('to', absence), to: stateOf(pair.to) }];
    }
    if (pair.from === undefined || used.has(pair.from)) return [];
    return [{ name: pair.key, change: oneSided('from', absence), from: stateOf(pair.from) }];
  });
  return { entries, summary: summarise(countChanges(entries), context.gaps) };
}

function compareSet(from: DataLineage, to: DataLineage, context: DataContext): DataChange {
  const sides = { name: to.name, from: stateOf(from), to: stateOf(to) };
  if (from.digest === to.digest && from.strength === to.strength) {
    if (from.strength === 'content') return { ...sides, change: 'same' };
    if (from.strength === 'claim') return { ...sides, change: 'same', note: 'Both sides claim the same; the content was not hashed.' };
    return { ...sides, change: 'unknown', note: 'Names and sizes are the same; the content was not hashed.' };
  }
  const listing = listingOf(from, to, context);
  const found = listing === undefined ? {} : { listing };
  if (from.strength === to.strength && scheme(from) === scheme(to)) {
    const note = { content: undefined, listing: 'Names or sizes differ; the content was not hashed.', claim: 'The claims differ; the content was not hashed.' }[from.strength];
    return { ...sides, change: 'changed', ...(note === undefined ? {} : { note }), ...found };
  }
  return { ...sides, ...judgeBySize(from, to, listing), ...found };
}

/** Digests of different kinds cannot be compared; other sizes or counts of files prove a difference, equal ones prove nothing. */
function judgeBySize(from: DataLineage, to: DataLineage, listing: ListingChange | undefined): Pick<DataChange, 'change' | 'note'> {
  const files = listing !== undefined && listing.added + listing.removed + listing.changed + listing.renamed > 0;
  const sizes = from.size !== undefined && to.size !== undefined && from.size !== to.size;
  if (files || sizes) return { change: 'changed', note: 'Names or sizes differ; the digests are of different kinds.' };
  return { change: 'unknown', note: 'The digests are of different kinds and cannot be compared.' };
}

function listingOf(from: DataLineage, to: DataLineage, { fromListings, toListings, most }: DataContext): ListingChange | undefined {
  const before = from.listing === undefined ? undefined : fromListings?.get(from.listing.sha256);
  const after = to.listing === undefined ? undefined : toListings?.get(to.listing.sha256);
  return before === undefined || after === undefined ? undefined : compareListings(before, after, most);
}

function stateOf({ digest, strength, basis, source, files, size }: DataLineage): DataState {
  return { digest, strength, basis, source, ...(files === undefined ? {} : { files }), ...(size === undefined ? {} : { size }) };
}

function scheme({ digest }: DataLineage): string {
  return digest.slice(0, Math.max(0, digest.indexOf(':')));
}
