// node test/bench/ledger.ts [VERSIONS] [EVENTS] [SEGMENTS]: reading, verifying and rebuilding a large registry.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeviceKey, deviceKeyPath } from '../../src/adapters/keys/deviceKeyFile.ts';
import { nodeRuntime } from '../../src/adapters/keys/nodeRuntime.ts';
import { folderLog } from '../../src/adapters/log/folderLog.ts';
import { openObjectStore } from '../../src/adapters/objects/openObjectStore.ts';
import { copyId } from '../../src/adapters/project/copyId.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash } from '../../src/core/ledger/merkleTree.ts';
import { SidecarClient } from '../../src/extension/sidecar/sidecarClient.ts';
import { spawnSidecar, type SidecarProcess } from '../../src/extension/sidecar/spawnSidecar.ts';
import { createOperations, type OperationsOptions } from '../../src/registry/createOperations.ts';
import { parseCanonicalJson, canonicalJson } from '../../src/core/text/canonicalJson.ts';
import { median, report, round2 } from './figure.ts';
import { writeLargeLedger } from './largeLedger.ts';

const [versions = 100_000, events = 1_000_000, segments = 10_000] = process.argv.slice(2).map(Number);
const program = join(import.meta.dirname, '../../dist');
const base = mkdtempSync(join(tmpdir(), 'modelkeep-bench-'));
const project = join(base, 'project');
mkdirSync(project);
const options: OperationsOptions = { programFolder: program, env: { ...process.env, MODELKEEP_HOME: join(base, 'home'), MODELKEEP_SCRATCH: join(base, 'scratch') }, ledger: 'inProcess' };

try {
  const place = await prepare();
  await rebuildAndVerify(place.log);
  await readPages();
  await sidecarMemory();
} finally {
  rmSync(base, { recursive: true, force: true });
}

async function prepare(): Promise<{ readonly log: string }> {
  const host = createOperations(options);
  const place = await host.run('initRegistry', { cwd: project, name: 'bench' });
  await host.dispose();
  const store = await openObjectStore({ folder: place.store, programFolder: program, detectFormat: async () => undefined });
  const manifest = canonicalJson({ files: [{ media: 'application/octet-stream', path: 'model.bin', sha256: 'ab'.repeat(32), size: 410_000_000 }], v: 1 });
  const [digest = ''] = await store.putObjects([Buffer.from(manifest)]);
  await store.dispose();
  const key = openDeviceKey(deviceKeyPath(join(base, 'home'), place.registry, copyId(place.folder).copy, hostname()));
  const genesis = folderLog(place.log).read(0) as Uint8Array;
  const bytes = writeLargeLedger(place.log, place.registry, genesis, key, digest, { versions, events, segments });
  report({ figure: 'ledger written', versions, events, segments, megabytes: Math.round(bytes / 1e6) });
  return place;
}

/** Hash, Merkle tree and strict parse of every line: the least that any verification has to do. */
function plainVerify(log: string): number {
  const started = performance.now();
  let frontier = EMPTY_FRONTIER;
  for (const folder of readdirSync(log).sort()) {
    for (const name of readdirSync(join(log, folder)).sort()) {
      const bytes = readFileSync(join(log, folder, name));
      nodeRuntime.sha256(bytes);
      const leaves: Uint8Array[] = [];
      for (const line of bytes.toString().split('\n')) {
        if (line === '') continue;
        if (parseCanonicalJson(line) === undefined) throw new Error('not canonical');
        if (line.includes('"k":"ev"')) leaves.push(leafHash(nodeRuntime, Buffer.from(line)));
      }
      frontier = appendLeaves(nodeRuntime, frontier, leaves);
    }
  }
  return performance.now() - started;
}

async function rebuildAndVerify(log: string): Promise<void> {
  const host = createOperations(options);
  const rebuild = await median(1, () => host.run('rebuildCatalogue', { cwd: project }));
  const database = (await host.run('where', { cwd: project })).database;
  report({ figure: 'rebuild', seconds: round2(rebuild / 1000), databaseMegabytes: Math.round(statSync(database).size / 1e6) });
  const plain = plainVerify(log);
  const signatures = ((segments * 2) / 9_800) * 1000;
  let ok = false;
  const verify = await median(1, async () => {
    // The bench's models have no bytes: their objects are found missing, and nothing else may be.
    const result = await host.run('verifyRegistry', { cwd: project, ref: 'model-00:v1' });
    ok = result.findings.every((finding) => finding.kind === 'object');
  });
  report({ figure: 'verify', ok, seconds: round2(verify / 1000), plainSeconds: round2(plain / 1000), signatureSeconds: round2(signatures / 1000), ratio: round2(verify / (plain + signatures)), budget: 2 });
  await host.dispose();
}

async function readPages(): Promise<void> {
  const opened = await median(5, async () => {
    const host = createOperations(options);
    await host.run('listModels', { cwd: project });
    await host.dispose();
  });
  report({ figure: 'open and list models', milliseconds: round2(opened), budget: 50 });
  const host = createOperations(options);
  await host.run('listModels', { cwd: project });
  const pages: Record<string, () => Promise<unknown>> = {
    'list models': () => host.run('listModels', { cwd: project }),
    'log, first page of a model': () => host.run('logVersions', { cwd: project, model: 'model-07', limit: 100 }),
    'log, first page of all': () => host.run('logVersions', { cwd: project, limit: 100 }),
    'log, a page in the middle': () => host.run('logVersions', { cwd: project, model: 'model-07', limit: 100, after: String(Math.floor(events / 2)) }),
    'show by number': () => host.run('showVersion', { cwd: project, ref: `model-07:v${Math.floor(versions / 40)}` }),
    'show newest': () => host.run('showVersion', { cwd: project, ref: 'model-07' }),
  };
  for (const [figure, work] of Object.entries(pages)) report({ figure, milliseconds: round2(await median(7, work)), budget: 50 });
  await host.dispose();
}

async function sidecarMemory(): Promise<void> {
  const pids: number[] = [];
  const start = (): SidecarProcess => {
    const sidecar = spawnSidecar(join(program, 'sidecar.js'), options.env);
    if (sidecar.pid !== undefined) pids.push(sidecar.pid);
    return sidecar;
  };
  const silent = (): void => undefined;
  const { version } = JSON.parse(readFileSync(join(program, '../package.json'), 'utf8')) as { version: string };
  const client = new SidecarClient({ start, logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent }, version, trusted: true });
  for (let round = 0; round < 50; round++) await client.run('logVersions', { cwd: project, limit: 100 });
  await client.run('listModels', { cwd: project });
  await client.run('status', { cwd: project });
  const status = readFileSync(`/proc/${pids[0]}/status`, 'utf8');
  report({ figure: 'memory of the sidecar', megabytes: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000), budget: 150 });
  await client.dispose();
}
