// node ingestInChild.ts STORE PROGRAMS FILE… : ingests under the failpoints of MODELKEEP_FAILPOINT; `similar` in MODELKEEP_TEST_SIMILAR.
import { basename } from 'node:path';
import { installFailpointsFromEnv } from '../../../../src/adapters/failpoints/installFailpointsFromEnv.ts';
import { openObjectStore } from '../../../../src/adapters/objects/openObjectStore.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import { detectHandMade } from './handMadeModel.ts';

installFailpointsFromEnv(process.env);
const [folder = '', programFolder = '', ...files] = process.argv.slice(2);
const similar = (process.env['MODELKEEP_TEST_SIMILAR'] ?? '').split(',').filter((digest) => digest !== '');
try {
  const store = await openObjectStore({ folder, programFolder, detectFormat: detectHandMade });
  const results = await store.ingest(files.map((absolute) => ({ path: basename(absolute), absolute })), { similar, external: false });
  process.stdout.write(JSON.stringify({ results: results.map(({ sha256, newBytes }) => ({ sha256, newBytes })) }));
  await store.dispose();
} catch (error) {
  process.stdout.write(JSON.stringify({ error: RegistryError.is(error) ? error : { code: 'not a RegistryError', message: String(error) } }));
}
