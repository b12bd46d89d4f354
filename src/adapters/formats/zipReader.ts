import { formatReader } from './formatReader.ts';
import { ModelFacts } from './modelFacts.ts';
import { readZipDirectory } from './zipDirectory.ts';
import { locateZipMembers, memberCuts } from './zipMembers.ts';

const kerasNames = ['config.json', 'metadata.json', 'model.weights.h5'];

/** Reads the directory of any zip file, among them the `.keras` files of Keras 3; gives cuts at its members. */
export const zipReader = formatReader('zip', async (reader) => {
  const directory = await readZipDirectory(reader);
  if (directory === undefined) return undefined;
  const members = await locateZipMembers(reader, directory);
  const names = new Set(members.map((member) => member.name));
  const keras = kerasNames.every((name) => names.has(name));
  const facts = new ModelFacts();
  facts.add('members', members.length);
  return {
    format: keras ? 'keras' : 'zip',
    media: keras ? 'application/vnd.keras+zip' : 'application/zip',
    tensors: [],
    dtypes: [],
    facts: facts.all(),
    cuts: memberCuts(members),
  };
});
