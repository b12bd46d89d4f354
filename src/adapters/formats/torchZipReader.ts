import type { RangeReader } from '../../core/ports/format.ts';
import { ByteCursor } from './byteCursor.ts';
import { formatReader } from './formatReader.ts';
import { trust } from './headerDoubt.ts';
import { ModelFacts } from './modelFacts.ts';
import { addImportFacts } from './pickleImports.ts';
import { PickleMachine } from './pickleMachine.ts';
import type { PickleValue } from './pickleValue.ts';
import type { StorageBytes } from './torchLayout.ts';
import { layOutTorchTensors } from './torchLayout.ts';
import { findTorchTensors } from './torchTensors.ts';
import { lenientText } from './utf8Text.ts';
import { readZipDirectory } from './zipDirectory.ts';
import type { ZipMember } from './zipMembers.ts';
import { locateZipMembers, memberCuts } from './zipMembers.ts';

/**
 * Reads what `torch.save` writes since 1.6: a zip file of stored members with a pickle and the storages. When the pickle
 * leaves any doubt, the members are given as cuts and no tensor is named.
 */
export const torchZipReader = formatReader('torch-zip', async (reader) => {
  const directory = await readZipDirectory(reader);
  const root = directory?.entries.map((entry) => /^([^/]+)\/data\.pkl$/.exec(entry.name)?.[1]).find((name) => name !== undefined);
  if (directory === undefined || root === undefined) return undefined;
  const members = new Map((await locateZipMembers(reader, directory)).map((member) => [member.name, member]));
  const archive = new TorchArchive(reader, members, root);
  const facts = new ModelFacts();
  const layout = await archive.readLayout(facts);
  if (members.has(`${root}/constants.pkl`)) facts.add('torchscript', true);
  const version = await archive.text('version');
  facts.add('archiveVersion', version?.trim());
  return { format: 'torch-zip', media: 'application/vnd.pytorch+zip', ...layout, facts: facts.all(), cuts: memberCuts([...members.values()]) };
});

class TorchArchive {
  readonly #reader: RangeReader;
  readonly #members: ReadonlyMap<string, ZipMember>;
  readonly #root: string;

  constructor(reader: RangeReader, members: ReadonlyMap<string, ZipMember>, root: string) {
    this.#reader = reader;
    this.#members = members;
    this.#root = root;
  }

  /** Tensors and counts by the pickle; none when it cannot be trusted, which the fact `pickle` says then. */
  async readLayout(facts: ModelFacts): Promise<ReturnType<typeof layOutTorchTensors>> {
    const machine = new PickleMachine();
    const inner = new ModelFacts();
    try {
      const tensors = findTorchTensors(await this.#unpickle(machine));
      const layout = layOutTorchTensors(tensors, await this.#places(), inner);
      addImportFacts(facts, machine.imports);
      for (const fact of inner.all()) facts.add(fact.name, fact.value);
      return layout;
    } catch {
      // A failure of the file itself is remembered and thrown by formatReader.
      addImportFacts(facts, machine.imports);
      facts.add('pickle', 'not understood');
      return { tensors: [], dtypes: [] };
    }
  }

  async #unpickle(machine: PickleMachine): Promise<PickleValue> {
    const pickle = this.#members.get(`${this.#root}/data.pkl`);
    trust(pickle?.stored === true, 'a compressed pickle');
    const cursor = new ByteCursor(this.#reader, pickle.start, pickle.end);
    const value = await machine.run(cursor);
    trust(cursor.at === pickle.end, 'bytes after the pickle');
    return value;
  }

  async #places(): Promise<(storage: string) => StorageBytes> {
    const order = await this.text('byteorder');
    trust(order === undefined || order === 'little', 'big-endian storages');
    return (key) => {
      const member = this.#members.get(`${this.#root}/data/${key}`);
      trust(member?.stored === true, 'a storage is missing or compressed');
      return member;
    };
  }

  /** The text of a small stored member. */
  async text(name: string): Promise<string | undefined> {
    const member = this.#members.get(`${this.#root}/${name}`);
    if (member?.stored !== true || member.size > 64) return undefined;
    return lenientText(await this.#reader.read(member.start, member.size));
  }
}
