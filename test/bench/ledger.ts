// node test/bench/ledger.ts [--quick]: reading, verifying and rebuilding a large registry.
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { nodeRuntime } from '../../src/adapters/keys/nodeRuntime.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash } from '../../src/core/ledger/merkleTree.ts';
import type { Json } from '../../src/core/text/canonicalJson.ts';
import { auditFigures } from './auditFigures.ts';
import { type Bench, bench } from './benchFolder.ts';
import { median, report, timed } from './figure.ts';
import type { LedgerSize } from './largeLedger.ts';
import { FULL, openLarge, QUICK, writeLargeRegistry } from './largeRegistry.ts';
import { searchFigures } from './searchFigures.ts';
import { startClient } from './sidecarProcess.ts';

/** Of a batch and of the device's own chain. */
const SIGNATURES_OF_A_SEGMENT = 2;

await bench(async (bench) => {
  const size = bench.quick ? QUICK : FULL;
  const cwd = join(bench.folder, 'project');
  mkdirSync(cwd);
  const log = await writeLargeRegistry(bench, cwd, size);
  await rebuildAndVerify(bench, cwd, log, size);
  await readPages(bench, cwd, size);
  await sidecarMemory(bench, cwd);
});

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
        if (jcs(JSON.parse(line) as Json) !== line) throw new Error('not canonical');
        if (line.includes('"k":"ev"')) leaves.push(leafHash(nodeRuntime, Buffer.from(line)));
      }
      frontier = appendLeaves(nodeRuntime, frontier, leaves);
    }
  }
  return performance.now() - started;
}

/** Canonical JSON at its plainest; the product's own is held against it. */
function jcs(value: Json | undefined): string {
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('not well-formed');
  if (typeof value === 'number' && (!Number.isSafeInteger(value) || Object.is(value, -0))) throw new TypeError('not an integer');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`;
  const members = value as { readonly [key: string]: Json | undefined };
  const keys = Object.keys(members).sort();
  if (!keys.every((key) => /^[a-z][A-Za-z0-9]{0,31}$/.test(key))) throw new TypeError('a key is not allowed');
  return `{${keys.map((key) => `"${key}":${jcs(members[key])}`).join(',')}}`;
}

/** What checking one signature costs one core here, in milliseconds. */
async function signatureMs(): Promise<number> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const message = Buffer.alloc(64, 7);
  const signature = sign(null, message, privateKey);
  const times = 2_000;
  const check = (): void => {
    for (let i = 0; i < times; i++) verify(null, message, publicKey, signature);
  };
  return (await median(3, check)) / times;
}

async function rebuildAndVerify(bench: Bench, cwd: string, log: string, { events, segments }: LedgerSize): Promise<void> {
  const host = openLarge(bench);
  const rebuild = await timed(() => host.run('rebuildCatalogue', { cwd }));
  const { database } = await host.run('where', { cwd });
  report({ figure: 'rebuild', value: rebuild / 1000, unit: 's', facts: { events, databaseMegabytes: Math.round(statSync(database).size / 1e6) } });
  const plain = plainVerify(log);
  const signatures = (segments * SIGNATURES_OF_A_SEGMENT * (await signatureMs())) / availableParallelism();
  const whole = await timed(async () => {
    // The bench's models have no bytes: their objects are found missing, and nothing else may be.
    const { findings } = await host.run('verifyRegistry', { cwd, ref: 'model-00:v1' });
    const other = findings.find(({ kind }) => kind !== 'object');
    if (other !== undefined) throw new Error(`The ledger is wrong: ${other.message}`);
  });
  const against = { what: 'hash, Merkle, parse', value: plain / 1000 };
  const facts = { events, segments, wholeSeconds: whole / 1000, signatureSeconds: signatures / 1000, cores: availableParallelism() };
  report({ figure: 'verify, without the time of signatures on all cores', value: (whole - signatures) / 1000, unit: 's', against, budget: { mostRatio: 2 }, facts });
  await host.dispose();
}

async function readPages(bench: Bench, cwd: string, size: LedgerSize): Promise<void> {
  const { versions, events } = size;
  const budget = { most: 50 };
  const opened = await median(5, async () => {
    const host = openLarge(bench);
    await host.run('listModels', { cwd });
    await host.dispose();
  });
  report({ figure: 'open and list models', value: opened, unit: 'ms', budget, facts: { versions, events } });
  const host = openLarge(bench);
  await host.run('listModels', { cwd });
  const pages: Record<string, () => Promise<unknown>> = {
    'list models': () => host.run('listModels', { cwd }),
    'log, first page of a model': () => host.run('logVersions', { cwd, model: 'model-07', limit: 100 }),
    'log, first page of all': () => host.run('logVersions', { cwd, limit: 100 }),
    'log, a page in the middle': () => host.run('logVersions', { cwd, model: 'model-07', limit: 100, after: String(Math.floor(events / 2)) }),
    'show by number': () => host.run('showVersion', { cwd, ref: `model-07:v${Math.floor(versions / 40)}` }),
    'show newest': () => host.run('showVersion', { cwd, ref: 'model-07' }),
  };
  for (const [figure, work] of Object.entries(pages)) report({ figure, value: await median(7, work), unit: 'ms', budget, facts: { versions, events } });
  await searchFigures(host, cwd, size);
  await auditFigures(bench, host, cwd, size);
  await host.dispose();
}

async function sidecarMemory({ program }: Bench, cwd: string): Promise<void> {
  const { client, pid, end } = startClient(program);
  for (let round = 0; round < 50; round++) await client.run('logVersions', { cwd, limit: 100 });
  await client.run('listModels', { cwd });
  await client.run('status', { cwd });
  const kilobytes = residentKilobytes(pid());
  if (kilobytes === undefined) console.log('Memory of the sidecar: not measured, there is no /proc here.');
  else report({ figure: 'memory of the sidecar', value: (kilobytes * 1024) / 1e6, unit: 'MB', budget: { most: 150 } });
  await end();
}

function residentKilobytes(pid: number): number | undefined {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}
