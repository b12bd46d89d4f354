import type { Doubt } from '../../core/model/lineage.ts';
import type { Finding } from '../../core/ports/collector.ts';
import { shortDigest } from '../../core/model/digest.ts';
import { canonicalJson, type Json } from '../../core/text/canonicalJson.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';

/**
 * The doubt that comes with files that are an earlier version's to the last byte while params or metrics are others: after a
 * restore, what lies beside the model may belong to a later one.
 */
export async function knownFilesDoubt(ledger: Ledger, model: string, manifest: string, finding: Finding): Promise<readonly Doubt[]> {
  const [known] = await ledger.read('versionsWithManifest', model, manifest);
  if (known === undefined) return [];
  const others = [differs(known.record.params, finding.params) ? 'params' : '', differs(known.record.metrics, finding.metrics) ? 'metrics' : ''].filter((what) => what !== '');
  if (others.length === 0) return [];
  const message = `The same files were committed as sha256:${shortDigest(known.id)} with other ${others.join(' and ')}: what lies beside them may belong to another model.`;
  return [{ code: 'metrics.otherVersion', fact: others[0] ?? 'metrics', message }];
}

function differs(before: readonly object[], now: readonly object[] = []): boolean {
  return canonicalJson(before as unknown as Json) !== canonicalJson(now as unknown as Json);
}
