import { formatBytes } from '../text/quantities.ts';
import { metricSourceText } from './metricSourceText.ts';
import type { Gate } from './policy.ts';

/** A gate's demand in a few words: `f1 at least 0.93, evaluated by evaluator`. */
export function gateText(gate: Gate): string {
  switch (gate.kind) {
    case 'metricAtLeast':
      return `${gate.metric} at least ${gate.bound}${metricSourceText(gate)}`;
    case 'metricAtMost':
      return `${gate.metric} at most ${gate.bound}${metricSourceText(gate)}`;
    case 'metricPresent':
      return `${gate.metric} is measured${metricSourceText(gate)}`;
    case 'notWorseThanBaseline':
      return `${gate.metric} not worse than the baseline by more than ${gate.tolerance}${metricSourceText(gate)}`;
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
