import type { OperationResult } from '../../core/operations/operations.ts';
import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import { flow, paragraph, type Facts } from './layout.ts';
import { look } from './paint.ts';
import { rulesText } from './rulesText.ts';

/** One request as a line; without one, only what was done. */
export function requestLine(request: RequestSummary | undefined, what: string, facts: Facts): string {
  if (request === undefined) return flow([[look('good', what)]], facts);
  const { id, ref, tag, stage, approvals, needed, author, waiting } = request;
  return flow([[look('accent', id)], [look('strong', tag === undefined ? ref : `${ref} (${tag})`)], [stage], [look('good', what)], [`${approvals} of ${needed} approvals`], [look('dim', `asked by ${author}`)], ...(waiting ? [[look('warn', 'waits for you')]] : [])], facts);
}

/** One request whole: what is asked, who answered, and while it is open every rule as it stands for who looks. */
export function requestText({ request, explanation }: OperationResult<'showRequest'>, facts: Facts): string {
  const { answers, ending, message, state } = request;
  const said = answers.map(({ author, message: why, verdict }) => flow([[verdict === 'granted' ? look('good', 'approved') : look('bad', 'rejected')], [`by ${author}`], ...(why === '' ? [] : [[look('dim', why)]])], facts));
  const open = state === 'waiting' || state === 'approved';
  return [requestLine(request, state, facts), message === '' ? '' : paragraph(look('dim', message), facts), ...said, ending === '' ? '' : paragraph(ending, facts), open ? rulesText(explanation.rules, facts) : ''].join('');
}
