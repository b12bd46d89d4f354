import type { RequestSummary } from '../../src/core/operations/stageOperations.ts';
import { shown } from '../compare/tables.ts';
import { say } from '../shared/say.ts';

/** How a request stands, in a word or two, with what is up to the person. */
export function stateText({ state, waiting }: Pick<RequestSummary, 'state' | 'waiting'>): string {
  switch (state) {
    case 'waiting': return waiting ? say('waits for you') : say('waits for approval');
    case 'approved': return waiting ? say('approved: yours to promote') : say('approved');
    case 'promoted': return say('promoted');
    case 'cancelled': return say('cancelled');
    case 'rejected': return say('rejected');
    case 'voided': return say('void');
  }
}

/** Why it ended, in one sentence. */
export function endingText({ state, ending, stage }: Pick<RequestSummary, 'state' | 'ending' | 'stage'>): string {
  const reason = shown(ending);
  switch (state) {
    case 'promoted': return say('The version went to {0}. There is nothing left to do.', shown(stage));
    case 'cancelled': return reason === '' ? say('It was taken back.') : say('It was taken back: {0}', reason);
    case 'rejected': return say('It was rejected. {0}', reason);
    case 'voided': return say('It is void: {0} Ask anew if it is still wanted.', reason);
    default: return '';
  }
}
