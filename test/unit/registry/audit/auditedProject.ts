import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceKeyPath, openDeviceKey } from '../../../../src/adapters/keys/deviceKeyFile.ts';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { copyId } from '../../../../src/adapters/project/copyId.ts';
import { slotPath } from '../../../../src/adapters/log/folderLog.ts';
import { batchMessage } from '../../../../src/core/ledger/encodeSegment.ts';
import { checkpointText, noteKeyName, noteLine } from '../../../../src/core/ledger/checkpoint.ts';
import { decodeSegment, type DecodedSegment } from '../../../../src/core/ledger/decodeSegment.ts';
import { formatSignedCheckpoint } from '../../../../src/core/ledger/signedCheckpoint.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, merkleRoot, type Frontier } from '../../../../src/core/ledger/merkleTree.ts';
import { NO_HASH } from '../../../../src/core/ledger/segmentLines.ts';
import type { Signer } from '../../../../src/core/ports/signer.ts';
import { canonicalJson, type Json } from '../../../../src/core/text/canonicalJson.ts';
import { toBase64, toHex } from '../../../../src/core/text/encodings.ts';
import { createOperations } from '../../../../src/registry/createOperations.ts';
import type { OperationsOptions } from '../../../../src/registry/operationsOptions.ts';
import { PROGRAM } from '../../../fakes/temporaryProject.ts';

/** A Git project with a registry of two models, tags and evaluations, by one person. */
export interface AuditedProject {
  readonly base: string;
  readonly folder: string;
  readonly options: OperationsOptions;
  readonly registry: string;
  /** The newest checkpoint, kept elsewhere; and the one before the last slot. */
  readonly checkpoint: string;
  readonly earlier: string;
  /** An export whose past was rewritten and signed anew with the right key. */
  readonly rewritten: string;
  git(...args: readonly string[]): string;
  /** Puts the rewritten segments into the registry's own log. */
  rewrite(): void;
  remove(): void;
}

/** Makes one; the caller removes it. */
export async function auditedProject(): Promise<AuditedProject> {
  const base = mkdtempSync(join(tmpdir(), 'modelkeep-audit-'));
  const folder = join(base, 'project');
  mkdirSync(folder);
  const git = (...args: readonly string[]): string => execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=a@example.org', ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ana');
  const home = join(base, 'home');
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, MODELKEEP_HOME: home, MODELKEEP_SCRATCH: join(base, 'scratch') };
  const options: OperationsOptions = { programFolder: PROGRAM, env, ledger: 'inProcess' };
  const host = createOperations(options);
  const at = { cwd: folder };
  const place = await host.run('initRegistry', { ...at, name: 'audited' });
  const commit = async (model: string, content: string, params: object, message: string): Promise<void> => {
    writeFileSync(join(folder, `${model}.bin`), content);
    writeFileSync(join(folder, 'params.json'), JSON.stringify(params));
    await host.run('commitVersion', { ...at, paths: [`${model}.bin`], model, params: ['params.json'], message });
  };
  await commit('fraud', 'one', { lr: 0.1, seed: 1 }, 'First');
  await commit('churn', 'two', { depth: 3 }, 'Second');
  await commit('fraud', 'three', { lr: 0.2, dropout: 0.3 }, 'Third, \u201cbetter\u201d \u2013 na\u00efve');
  const checkpoint = join(base, 'kept.lock');
  const earlier = join(base, 'earlier.lock');
  await host.run('writeCheckpoint', { ...at, output: earlier });
  await host.run('setTag', { ...at, ref: 'fraud:v2', tag: '1.0.0' });
  await host.run('writeCheckpoint', { ...at, output: checkpoint });
  const rewritten = join(base, 'rewritten');
  await host.run('exportAudit', { ...at, output: rewritten });
  await host.dispose();
  const signer = openDeviceKey(deviceKeyPath(home, place.registry, copyId(place.folder).copy, hostname()));
  rewritePast(rewritten, place.registry, signer);
  return {
    base,
    folder,
    options,
    registry: place.registry,
    checkpoint,
    earlier,
    rewritten,
    git,
    rewrite: () => {
      rmSync(place.log, { recursive: true });
      cpSync(join(rewritten, 'log'), place.log, { recursive: true });
      for (const name of readdirSync(place.folder).filter((one) => one.startsWith('registry.db'))) rmSync(join(place.folder, name));
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** Changes a message of the second slot and makes everything after it anew: chain, roots and signatures are right. */
function rewritePast(folder: string, registry: string, signer: Signer): void {
  const log = join(folder, 'log');
  let [prev, dprev, frontier]: [string, string, Frontier] = [NO_HASH, NO_HASH, EMPTY_FRONTIER];
  let note = '';
  for (let slot = 0; slot < readdirSync(join(log, '000000000000')).length; slot++) {
    const file = join(log, slotPath(slot));
    const bytes = readFileSync(file);
    const decoded = decodeSegment(nodeRuntime, bytes) as DecodedSegment;
    const [batch] = decoded.batches;
    const lines = batch?.events.map((event) => Buffer.from(event.bytes).toString().replace('"message":"Second"', '"message":"Forged"')) ?? [];
    const leaves = lines.map((line) => leafHash(nodeRuntime, nodeRuntime.encode(line)));
    frontier = appendLeaves(nodeRuntime, frontier, leaves);
    const root = toBase64(merkleRoot(nodeRuntime, frontier));
    const reg = slot === 0 ? '' : registry;
    const unsigned = { ...(batch?.header as unknown as { [name: string]: Json }), dprev, leaves: toHex(nodeRuntime.sha256(...leaves)), sig: undefined };
    const batchLine = canonicalJson({ ...unsigned, sig: toBase64(signer.sign(batchMessage(nodeRuntime, unsigned))) });
    note = noteLine(nodeRuntime, noteKeyName(reg, signer.device), signer.publicKey, signer.sign(nodeRuntime.encode(checkpointText(reg, frontier.size, root))));
    const segment = slot === 0 ? bytes : Buffer.from(`${[canonicalJson({ ...(decoded.header as unknown as { [name: string]: Json }), prev, root }), batchLine, ...lines, canonicalJson({ k: 'end', note })].join('\n')}\n`);
    dprev = toHex(nodeRuntime.sha256(slot === 0 ? (batch?.lineBytes ?? new Uint8Array(0)) : Buffer.from(batchLine)));
    prev = toHex(nodeRuntime.sha256(segment));
    writeFileSync(`${file}.new`, segment);
    renameSync(`${file}.new`, file);
    if (slot > 0) writeFileSync(join(folder, 'checkpoint.txt'), formatSignedCheckpoint({ registry, size: frontier.size, root, note }));
  }
}
