import { ByteCursor } from './byteCursor.ts';
import { formatReader } from './formatReader.ts';
import { doubt, trust } from './headerDoubt.ts';
import { ModelFacts } from './modelFacts.ts';
import { addImportFacts } from './pickleImports.ts';
import { PickleMachine } from './pickleMachine.ts';
import { countOf, entryOf, itemsOf, textOf } from './pickleValue.ts';
import type { StorageBytes } from './torchLayout.ts';
import { layOutTorchTensors } from './torchLayout.ts';
import type { TorchTensor } from './torchTensors.ts';
import { findTorchTensors, torchElementSize } from './torchTensors.ts';

/** The pickle of torch's magic number, protocol 2. */
const magic = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

/** Reads what `torch.save` wrote before 1.6: five pickles, then each storage as a count and its bytes. */
export const torchLegacyReader = formatReader('torch-legacy', async (reader) => {
  const start = await reader.read(0, magic.length);
  if (start.length < magic.length || !magic.every((byte, at) => start[at] === byte)) return undefined;
  const cursor = new ByteCursor(reader, magic.length);
  const machine = new PickleMachine();
  const facts = new ModelFacts();
  const inner = new ModelFacts();
  let layout: ReturnType<typeof layOutTorchTensors> = { tensors: [], dtypes: [] };
  let cuts: number[] = [];
  try {
    const storages = await readStorages(cursor, machine);
    layout = layOutTorchTensors(storages.tensors, (key) => storages.places.get(key) ?? doubt('a storage is missing'), inner);
    cuts = [...storages.places.values()].flatMap(({ start: from, end }) => (end > from ? [from, end] : []));
    addImportFacts(facts, machine.imports);
    for (const fact of inner.all()) facts.add(fact.name, fact.value);
  } catch {
    // A failure of the file itself is remembered and thrown by formatReader.
    addImportFacts(facts, machine.imports);
    facts.add('pickle', 'not understood');
  }
  return { format: 'torch-legacy', media: 'application/vnd.pytorch', ...layout, facts: facts.all(), cuts };
});

async function readStorages(cursor: ByteCursor, machine: PickleMachine): Promise<{ tensors: TorchTensor[]; places: Map<string, StorageBytes> }> {
  const protocol = await machine.run(cursor);
  const system = await machine.run(cursor);
  const little = entryOf(system, 'little_endian');
  trust(countOf(protocol) === 1001 && little?.kind === 'atom' && little.value === true, 'another protocol or byte order');
  const tensors = findTorchTensors(await machine.run(cursor));
  const keys = itemsOf(await machine.run(cursor));
  const sizes = new Map(tensors.map(({ storage }) => [storage.key, torchElementSize(storage.dtype ?? 'U8')]));
  const places = new Map<string, StorageBytes>();
  for (const item of keys) {
    const key = textOf(item) ?? doubt('a storage without a key');
    trust(!places.has(key), 'a storage appears twice');
    await cursor.load(8);
    const length = cursor.count() * (sizes.get(key) ?? doubt('a storage that no tensor refers to'));
    const from = cursor.at;
    cursor.skip(length);
    places.set(key, { start: from, end: cursor.at });
  }
  trust(cursor.at === cursor.end, 'bytes after the last storage');
  return { tensors, places };
}
