import { formatBytes } from '../text/quantities.ts';
import type { Gate, MetricSource } from './policy.ts';

/** A gate's demand in a few words: `f1 at least 0.93, evaluated by evaluator`. */
export function gateText(gate: Gate): string {
  switch (gate.kind) {
    case 'metricAtLeast':
      return `${gate.metric} at least ${gate.bound}${sourceText(gate)}`;
    case 'metricAtMost':
      return `${gate.metric} at most ${gate.bound}${sourceText(gate)}`;
    case 'metricPresent':
      return `${gate.metric} is measured${sourceText(gate)}`;
    case 'notWorseThanBaseline':
      return `${gate.metric} not worse than the baseline by more than ${gate.tolerance}${sourceText(gate)}`;
    case 'codeClean':
      return 'clean code';
    case 'dataCaptured':
      return 'data captured by content';
    case 'noDoubts':
      return gate.codes.length === 0 ? 'no doubts' : `no doubts ${gate.codes.join(', ')}`;
    case 'nothingMissing':
      return 'nothing missing';
    case 'sizeAtMost':
      return `at most ${formatBytes(gate.bytes)}`;
    case 'label':
      return gate.value === '' ? `label ${gate.name}` : `label ${gate.name}=${gate.value}`;
    case 'tagged':
      return 'has a tag';
    case 'commitOnRemote':
      return 'commit is on the remote';
    case 'bytesRehashed':
      return 'bytes hashed again';
  }
}

function sourceText({ from, by, notAuthor }: MetricSource): string {
  if (from === 'commit') return '';
  return `, evaluated${by.length === 0 ? '' : ` by ${by.join(' or ')}`}${notAuthor ? ', not by the author' : ''}`;
}
