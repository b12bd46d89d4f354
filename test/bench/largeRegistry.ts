import { hostname } from 'node:os';
import { openDeviceKey, deviceKeyPath } from '../../src/adapters/keys/deviceKeyFile.ts';
import { folderLog } from '../../src/adapters/log/folderLog.ts';
import { openObjectStore } from '../../src/adapters/objects/openObjectStore.ts';
import { copyId } from '../../src/adapters/project/copyId.ts';
import { canonicalJson } from '../../src/core/text/canonicalJson.ts';
import { createOperations, type OperationsHost } from '../../src/registry/createOperations.ts';
import type { Bench } from './benchFolder.ts';
import { report } from './figure.ts';
import { type LedgerSize, writeLargeLedger } from './largeLedger.ts';

export const FULL: LedgerSize = { versions: 100_000, events: 1_000_000, segments: 10_000 };
export const QUICK: LedgerSize = { versions: 2_000, events: 20_000, segments: 200 };

/** The operations on it, in this process. */
export function openLarge({ program }: Bench): OperationsHost {
  return createOperations({ programFolder: program, env: process.env, ledger: 'inProcess' });
}

/** Makes a registry and writes its log; answers where that lies. */
export async function writeLargeRegistry(bench: Bench, cwd: string, size: LedgerSize): Promise<string> {
  const host = openLarge(bench);
  const place = await host.run('initRegistry', { cwd, name: 'bench' });
  await host.dispose();
  const store = await openObjectStore({ folder: place.store, programFolder: bench.program, detectFormat: async () => undefined });
  const manifest = canonicalJson({ files: [{ media: 'application/octet-stream', path: 'model.bin', sha256: 'ab'.repeat(32), size: 410_000_000 }], v: 1 });
  const [digest = ''] = await store.putObjects([Buffer.from(manifest)]);
  await store.dispose();
  const key = openDeviceKey(deviceKeyPath(process.env['MODELKEEP_HOME'] ?? '', place.registry, copyId(place.folder).copy, hostname()));
  const genesis = folderLog(place.log).read(0) as Uint8Array;
  const bytes = writeLargeLedger(place.log, place.registry, genesis, key, digest, size);
  report({ figure: 'log', value: bytes / 1e6, unit: 'MB', facts: { ...size } });
  return place.log;
}
