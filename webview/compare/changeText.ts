import { say } from '../shared/say.ts';
import type { Tone } from '../shared/tableModel.ts';

/** A kind of change in words. */
export function changeText(change: string): string {
  switch (change) {
    case 'same': return say('same');
    case 'rewritten': return say('same, written otherwise');
    case 'changed': return say('changed');
    case 'added': return say('added');
    case 'removed': return say('removed');
    case 'renamed': return say('renamed');
    case 'retyped': return say('other type');
    case 'reshaped': return say('other shape');
    case 'up': return say('newer');
    case 'down': return say('older');
    case 'unknown': return say('not known');
    default: return change;
  }
}

/** Its look; the words beside it say the same. */
export function changeTone(change: string): Tone {
  if (change === 'added') return 'good';
  if (change === 'removed') return 'bad';
  return change === 'same' || change === 'rewritten' || change === 'unknown' ? 'dim' : 'plain';
}
