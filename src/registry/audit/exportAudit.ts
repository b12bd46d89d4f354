import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exportReadme } from '../../core/audit/exportReadme.ts';
import { RegistryError } from '../../core/errors.ts';
import { formatSignedCheckpoint } from '../../core/ledger/signedCheckpoint.ts';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { slotPath } from '../../adapters/log/folderLog.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { makeOutputFolder } from '../versions/makeOutputFolder.ts';
import { exportPart } from './exportPart.ts';
import type { ExportedPart, ExportTarget } from './exportTarget.ts';
import { modelKey } from './auditLog.ts';
import { readSegments } from './readSegments.ts';
import { newestCheckpoint } from './writeCheckpoint.ts';

/** Name of the independent verifier, beside the program and in every export. */
export const VERIFIER = 'verify_ledger.py';

/**
 * Writes the ledger, or a model's part of it, into a new folder with everything that is needed to verify it without us.
 * @throws RegistryError file.differs when the folder holds something, reference.notFound, ledger.changed, cancelled
 */
export async function exportAudit(registry: OpenRegistry, params: OperationParams<'exportAudit'>, operation: OperationContext): Promise<OperationResult<'exportAudit'>> {
  const folder = resolve(params.cwd, params.output);
  const model = params.model === undefined ? undefined : await modelKey(registry.ledger, params.model);
  await makeOutputFolder(folder);
  if (readdirSync(folder).length > 0) throw new RegistryError('file.differs', `${folder} is not empty.`, { hint: 'Choose a new folder; an export never overwrites a file.', details: { path: folder } });
  const checkpoint = await newestCheckpoint(registry);
  const target = { folder, checkpoint, operation };
  const part = model === undefined ? await exportLedger(registry, target) : await exportPart(registry, target, model);
  const { name } = await registry.place();
  const about = { events: part.events, format: 1, kind: model === undefined ? 'ledger' : 'part', ...(model === undefined ? {} : { model }), name, registry: checkpoint.registry };
  writeFileSync(join(folder, 'export.json'), `${JSON.stringify(about, undefined, 2)}\n`, { flag: 'wx' });
  writeFileSync(join(folder, 'checkpoint.txt'), formatSignedCheckpoint(checkpoint), { flag: 'wx' });
  writeFileSync(join(folder, 'README.md'), exportReadme({ name, checkpoint, ...part, ...(model === undefined ? {} : { model }) }), { flag: 'wx' });
  copyFileSync(join(registry.options.programFolder, '..', 'media', VERIFIER), join(folder, VERIFIER));
  return { output: folder, registry: checkpoint.registry, size: checkpoint.size, root: checkpoint.root, ...part };
}

/** Every slot as it lies in the log, also those without effect: they belong to the chain. */
async function exportLedger(registry: OpenRegistry, { folder, checkpoint, operation }: ExportTarget): Promise<ExportedPart> {
  let [slots, bytes, events] = [0, 0, 0];
  const total = (await registry.ledger.call('state', undefined)).slots;
  for await (const segment of readSegments(registry, operation.signal)) {
    // What was written since the checkpoint was read stays out, so that the two are of one moment.
    if (segment.row.void === null && segment.row.n0 >= checkpoint.size) break;
    const file = join(folder, 'log', slotPath(segment.row.slot));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, segment.bytes, { flag: 'wx' });
    slots += 1;
    bytes += segment.bytes.length;
    events += segment.row.n;
    operation.onProgress?.({ phase: 'writing', bytes, total: Math.round((bytes / slots) * total) });
  }
  return { events, slots, bytes };
}
