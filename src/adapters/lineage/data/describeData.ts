import type { Basis, DataLineage, Doubt, Missing } from '../../../core/model/lineage.ts';
import type { CaptureContext } from '../../../core/ports/collector.ts';
import { artifactTime } from '../artifactTime.ts';
import { describeDuration } from '../describeDuration.ts';
import { CLOCK_TICK_MS } from '../valuePart.ts';
import type { DvcClaim } from './dvcClaims.ts';
import type { MeasuredData } from './measureData.ts';

/** What a data set gives to the record. */
export interface DescribedData {
  readonly data: readonly DataLineage[];
  readonly doubts: readonly Doubt[];
  readonly missing: readonly Missing[];
  readonly objects: readonly Uint8Array[];
}

/** Data files written this much later than the model were not what it was trained on, milliseconds. */
const NEWER_MS = 5000;
/** The store takes objects up to 64 MiB. */
const MAX_LISTING = 60 * 1_048_576;
const FACT = 'data';

/** The end of the sentence for one path, and for several. */
const PROBLEMS: Readonly<Record<MeasuredData['problems'][number]['code'], readonly [string, string]>> = {
  'data.notAFile': ['is no regular file and was left out', 'are no regular files and were left out'],
  'data.unreadable': ['could not be read and was left out', 'could not be read and were left out'],
  'data.dangling': ['is a link that leads nowhere', 'are links that lead nowhere'],
  'data.loop': ['leads back to a folder around it and was not followed', 'lead back to a folder around them and were not followed'],
  'data.badName': ['has a name that is not valid UTF-8 and was left out', 'have names that are not valid UTF-8 and were left out'],
  'data.tooDeep': ['lies too deep and was left out', 'lie too deep and were left out'],
  'data.changed': ['changed while it was read, so only names and sizes are known', 'changed while they were read, so only names and sizes are known'],
};

/** A measured data set, held against what DVC says of it (`agrees`; undefined when it was not compared). */
export function describeData(context: CaptureContext, name: string, measured: MeasuredData, claim: DvcClaim | undefined, agrees: boolean | undefined): DescribedData {
  const doubts: Doubt[] = [];
  const missing: Missing[] = problemsOf(name, measured);
  const confirmed = claim?.producer === true && agrees === true;
  const lead = measured.newestMs - artifactTime(context);
  if (lead > NEWER_MS && !confirmed) doubts.push({ code: 'data.newer', fact: FACT, message: `${name} is ${describeDuration(lead)} newer than the model.` });
  if (measured.pointers.length > 0) doubts.push({ code: 'data.lfsPointer', fact: FACT, message: `${name} holds ${count(measured.pointers.length, 'Git LFS pointer')} instead of the data.` });
  if (claim !== undefined && agrees === false) doubts.push({ code: 'data.dvcDiffers', fact: FACT, message: `${name} has another content than ${claim.source} says.` });
  if (claim !== undefined && agrees === undefined) missing.push({ code: 'data.dvcNotCompared', fact: FACT, message: `${name} was too large to compare with ${claim.source}.` });
  const listing = measured.listing !== undefined && measured.listing.bytes.length <= MAX_LISTING ? measured.listing : undefined;
  if (listing === undefined && measured.folder) missing.push({ code: 'data.listingTooLarge', fact: FACT, message: `The list of files of ${name} is too large to keep; its digest is kept.` });
  if (measured.strength === 'listing' && !measured.problems.some(({ code }) => code === 'data.changed')) missing.push({ code: 'data.notHashed', fact: FACT, message: `${name} was not hashed in the time given; only names and sizes are known (--hash-data insists).` });
  const data = dataOf(context, name, measured, claim, agrees, listing?.ref);
  const kept = data.listing === undefined || listing === undefined ? [] : [listing.bytes];
  return { data: [data], doubts, missing, objects: kept };
}

function dataOf(context: CaptureContext, name: string, measured: MeasuredData, claim: DvcClaim | undefined, agrees: boolean | undefined, listing: DataLineage['listing']): DataLineage {
  const watched = context.run !== undefined && measured.newestMs < context.run.startedAt + CLOCK_TICK_MS;
  const md5 = claim === undefined ? '' : dvcDigest(claim);
  if (claim?.producer === true && agrees === false && !watched) {
    const now = { basis: 'commit' as const, source: 'files', digest: measured.digest };
    return { ...claimedData(name, claim), others: [now] };
  }
  const confirmed = claim?.producer === true && agrees === true;
  const basis: Basis = watched ? 'run' : confirmed ? 'producer' : 'commit';
  const pointer = measured.folder ? undefined : measured.pointers[0];
  const other = claim === undefined || agrees === true ? [] : [{ basis: claim.producer ? ('producer' as const) : ('commit' as const), source: claim.source, digest: md5 }];
  return {
    name,
    basis,
    source: watched ? 'modelkeep run' : confirmed ? claim.source : pointer === undefined ? 'files' : 'Git LFS pointer',
    strength: pointer === undefined ? measured.strength : 'claim',
    digest: pointer === undefined ? measured.digest : `sha256:${pointer.sha256}`,
    files: measured.files.length,
    size: pointer?.size ?? measured.size,
    ...(listing === undefined ? {} : { listing }),
    ...(other.length === 0 ? {} : { others: other }),
  };
}

/** Data of which only DVC's word is known. */
export function claimedData(name: string, claim: DvcClaim): DataLineage {
  const { files, size } = claim.path;
  return {
    name,
    basis: claim.producer ? 'producer' : 'commit',
    source: claim.source,
    strength: 'claim',
    digest: dvcDigest(claim),
    ...(files === undefined ? {} : { files }),
    ...(size === undefined ? {} : { size }),
  };
}

function dvcDigest({ path }: DvcClaim): string {
  return `md5:${path.md5}${path.folder ? '.dir' : ''}`;
}

/** One entry for each kind of trouble, naming the first few paths. */
function problemsOf(name: string, measured: MeasuredData): Missing[] {
  const byCode = new Map<MeasuredData['problems'][number]['code'], string[]>();
  for (const { code, path } of measured.problems) byCode.set(code, [...(byCode.get(code) ?? []), path]);
  return [...byCode].map(([code, paths]) => {
    const shown = paths.slice(0, 3).map((path) => path.slice(0, 200).toWellFormed());
    const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
    return { code, fact: FACT, message: `In ${name}, ${shown.join(', ')}${more} ${PROBLEMS[code][paths.length === 1 ? 0 : 1]}.` };
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
