import { primaryMetric } from '../model/primaryMetric.ts';
import type { MetricChange } from './sectionChanges.ts';

/** Names beside those that {@link primaryMetric} knows; matched against whole words of a name's last part. */
const SMALLER = /(?:^|[_-])(?:latency|duration|runtime|ece|brier(?:[_-]score)?|fpr|fnr|false[_-](?:positive|negative)[_-]rate|crps|fid|eer)(?:$|[_-])/i;
const LARGER = /(?:^|[_-])(?:throughput|sensitivity|specificity|kappa|mcc|mrr|psnr|ssim|tpr|tnr|chrf)(?:$|[_-])/i;

/** Which way is better: as declared, else as a well-known name has it; nothing when nobody knows. */
export function metricDirection(name: string, declared: ReadonlyMap<string, 'max' | 'min'> | undefined): MetricChange['direction'] {
  const said = declared?.get(name);
  if (said !== undefined) return { better: said, known: 'declared' };
  const known = primaryMetric([{ name, value: '' }]).direction ?? lessKnown(name.slice(name.lastIndexOf('.') + 1).slice(0, 100));
  return known === undefined ? undefined : { better: known, known: 'name' };
}

function lessKnown(last: string): 'max' | 'min' | undefined {
  if (SMALLER.test(last)) return 'min';
  return LARGER.test(last) ? 'max' : undefined;
}
