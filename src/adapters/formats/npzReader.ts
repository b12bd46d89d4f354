import type { TensorSpan } from '../../core/model/formatFacts.ts';
import type { RangeReader } from '../../core/ports/format.ts';
import { DtypeCounts } from './dtypeCounts.ts';
import { formatReader } from './formatReader.ts';
import { doubt, trust } from './headerDoubt.ts';
import { ModelFacts } from './modelFacts.ts';
import type { NpyHeader } from './npyHeader.ts';
import { maxNpyHeader, readNpyHeader } from './npyHeader.ts';
import { readZipDirectory } from './zipDirectory.ts';
import type { ZipMember } from './zipMembers.ts';
import { locateZipMembers, memberCuts, readMemberStart } from './zipMembers.ts';

const suffix = '.npy';
const maxArrays = 10_000;

/** Reads an archive of NumPy arrays. Stored arrays are located, deflated ones only counted. */
export const npzReader = formatReader('npz', async (reader) => {
  const directory = await readZipDirectory(reader);
  const entries = directory?.entries ?? [];
  if (directory === undefined || entries.length === 0 || !entries.every((entry) => entry.name.endsWith(suffix))) return undefined;
  trust(entries.length <= maxArrays, 'too many arrays');
  const members = await locateZipMembers(reader, directory);
  const tensors: TensorSpan[] = [];
  const counts = new DtypeCounts();
  const facts = new ModelFacts();
  const pickled: string[] = [];
  for (const member of members) {
    const header = await readArray(reader, member);
    const name = member.name.slice(0, -suffix.length);
    if (header.pickled) pickled.push(name);
    if (header.bytes === undefined) continue;
    counts.add(header.dtype, header.elements);
    if (member.stored) tensors.push({ name, dtype: header.dtype, shape: header.shape, start: member.start + header.length, end: member.end });
  }
  facts.add('arrays', members.length);
  facts.addList('pickledObjects', pickled);
  return { format: 'npz', media: 'application/vnd.numpy.npz', tensors, ...counts.facts(), facts: facts.all(), cuts: memberCuts(members) };
});

async function readArray(reader: RangeReader, member: ZipMember): Promise<NpyHeader> {
  const header = readNpyHeader(await readMemberStart(reader, member, maxNpyHeader)) ?? doubt('a member is no array');
  trust(header.bytes === undefined || header.length + header.bytes === member.size, 'a member is longer or shorter than its array');
  return header;
}
