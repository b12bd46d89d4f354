import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openCatalogue, type Catalogue } from '../../../../src/adapters/sqlite/openCatalogue.ts';
import { PROGRAM, temporaryFolder } from '../../../fakes/temporaryProject.ts';

function opened(file: string): Catalogue {
  const catalogue = openCatalogue(file, { programFolder: PROGRAM });
  onTestFinished(() => catalogue.close());
  return catalogue;
}

it('reads on one state while another process writes, and then on the next', () => {
  const file = join(temporaryFolder(), 'registry.db');
  const [reader, writer] = [opened(file), opened(file)];
  const seen = reader.reading(() => {
    const before = reader.count('fileHash');
    writer.write(() => writer.hashes.add([['one', 'a'.repeat(64)]]));
    return [before, reader.count('fileHash')];
  });
  expect(seen).toEqual([0, 0]);
  expect(reader.count('fileHash')).toBe(1);
});

it('reads on after a reading that failed', () => {
  const catalogue = opened(join(temporaryFolder(), 'registry.db'));
  expect(() => catalogue.reading(() => catalogue.count('noSuchTable'))).toThrow('damaged');
  expect(catalogue.reading(() => catalogue.count('fileHash'))).toBe(0);
});
