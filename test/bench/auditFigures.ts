import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { OperationsHost } from '../../src/registry/createOperations.ts';
import type { Bench } from './benchFolder.ts';
import { median, report, timed } from './figure.ts';
import type { LedgerSize } from './largeLedger.ts';

/** Pages of the audit log, the export for auditors, and the independent verifier on it. */
export async function auditFigures({ folder }: Bench, host: OperationsHost, cwd: string, { events, segments }: LedgerSize): Promise<void> {
  const facts = { events, segments };
  const middle = new Date(1_700_000_000_000 + Math.floor(segments / 2) * 60_000).toISOString();
  const filters: Record<string, object> = {
    'newest': {},
    'in the middle': { after: String(Math.floor(events / 2)) },
    'commits of a model': { model: 'model-07', type: 'version.committed' },
    'of a version': { version: 'model-07:v1' },
    'rare type': { type: 'registry.created' },
    'by a member': { actor: 'Bench' },
    'of an hour': { from: middle.slice(0, 16), to: new Date(Date.parse(middle) + 3_600_000).toISOString().slice(0, 16) },
  };
  for (const [figure, filter] of Object.entries(filters)) {
    const { actor } = (await host.run('auditLog', { cwd, limit: 1 })).events[0] ?? {};
    const params = { cwd, limit: 100, ...filter, ...('actor' in filter ? { actor: actor?.id ?? '' } : {}) };
    report({ figure: `audit log, page of 100 ${figure}`, value: await median(7, () => host.run('auditLog', params)), unit: 'ms', budget: { most: 50 }, facts });
  }
  report({ figure: 'audit log, a text that no event says', value: await timed(() => host.run('auditLog', { cwd, limit: 100, text: 'nobody said this' })) / 1000, unit: 's', facts });
  const output = join(folder, 'audit');
  const exported = await timed(() => host.run('exportAudit', { cwd, output }));
  report({ figure: 'audit export', value: exported / 1000, unit: 's', facts });
  const part = await timed(() => host.run('exportAudit', { cwd, output: join(folder, 'part'), model: 'model-07' }));
  report({ figure: 'audit export of one of 20 models, with proofs', value: part / 1000, unit: 's', facts });
  for (const signatures of ['last', 'all']) await independent(output, signatures, facts);
}

async function independent(output: string, signatures: string, facts: Readonly<Record<string, number>>): Promise<void> {
  let answer: { readonly status: number | null; readonly stdout: string; readonly error?: Error } = { status: null, stdout: '' };
  const took = await timed(async () => {
    answer = spawnSync('python3', [join(output, 'verify_ledger.py'), output, '--signatures', signatures], { encoding: 'utf8' });
  });
  if (answer.error !== undefined) return console.log('The independent verifier was left out: there is no python3 here.');
  if (answer.status !== 0) throw new Error(`The independent verifier says: ${answer.stdout}`);
  report({ figure: `independent verifier, --signatures ${signatures}`, value: took / 1000, unit: 's', facts });
}
