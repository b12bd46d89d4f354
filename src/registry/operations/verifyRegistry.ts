import type { Ledger } from '../ledger/ledgerCalls.ts';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { VerifyFinding } from '../../core/operations/verifyReport.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { checkCheckpoints } from '../audit/checkCheckpoints.ts';
import { checkVersions, type CheckedObjects } from '../versions/checkVersions.ts';
import { resolveReference } from '../versions/resolveReference.ts';

const PAGE = 200;
const MOST_FINDINGS = 50;

/**
 * Recomputes the ledger from the log's bytes, compares the catalogue with a fresh fold, then looks for every object that
 * a version refers to; with `readData` it hashes their bytes too. With `ref` the objects of that version only. The ledger is held against
 * every checkpoint that the project has kept, or the one that is named.
 */
export async function verifyRegistry(registry: OpenRegistry, params: OperationParams<'verifyRegistry'>, operation: OperationContext): Promise<OperationResult<'verifyRegistry'>> {
  const second = await registry.openSecondLedger();
  try {
    const only = params.ref === undefined ? undefined : await resolveReference(second, params.ref);
    const report = await second.call('verify', undefined);
    const checkpoints = await checkCheckpoints(registry, { ...params, signal: operation.signal });
    const findings: VerifyFinding[] = [...report.findings, ...checkpoints.findings];
    const checked: CheckedObjects = { objects: 0, bytes: 0, seen: new Set() };
    const options = { readData: params.readData === true, findings, checked, operation };
    if (only !== undefined) await checkVersions(registry, [only], options);
    else for await (const page of allVersions(second)) await checkVersions(registry, page, options);
    return {
      ok: findings.length === 0,
      slots: report.slots,
      events: report.events,
      objects: checked.objects,
      bytes: checked.bytes,
      root: report.root,
      checkpoints: checkpoints.checked,
      findings: findings.slice(0, MOST_FINDINGS),
    };
  } finally {
    await second.close();
  }
}

/** Every version, newest first, a page at a time; withdrawn ones too, since they can be shown and restored by their id. */
async function* allVersions(ledger: Ledger): AsyncGenerator<readonly VersionRow[]> {
  for (let before: number | undefined; ; ) {
    const page: readonly VersionRow[] = await ledger.read('versions', { limit: PAGE, withdrawn: true, ...(before === undefined ? {} : { before }) });
    yield page;
    if (page.length < PAGE) return;
    before = page.at(-1)?.position;
  }
}
