import type { OperationRunner } from '../../core/operations/operations.ts';
import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import { requestedRef, requestedVersion } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';

/** What a person may do with an open request. */
export type RequestAnswerKind = 'approve' | 'reject' | 'cancel' | 'promote';

/** A request as it was seen: `holder` is the version that was seen to hold the stage. */
export interface SeenRequest {
  readonly cwd: string;
  readonly request: RequestSummary;
  readonly holder?: string;
}

/** Does it and answers one sentence of what was done. @throws RegistryError */
export async function answerRequest(runner: OperationRunner, kind: RequestAnswerKind, { cwd, request, holder }: SeenRequest, typed: string): Promise<string> {
  const { id } = request;
  const message = typed.trim() === '' ? {} : { message: typed };
  switch (kind) {
    case 'approve': {
      const { request: after } = await runner.run('approveRequest', { cwd, id, ...message });
      return after?.state === 'approved' ? t('You approved it: nothing is lacking but the promotion.') : t('You approved it.');
    }
    case 'reject':
      await runner.run('rejectRequest', { cwd, id, message: typed });
      return t('You rejected it.');
    case 'cancel':
      await runner.run('cancelRequest', { cwd, id, ...message });
      return t('The request is cancelled.');
    case 'promote':
      await runner.run('promoteVersion', { cwd, ref: requestedRef(request), stage: request.stage, expect: holder ?? 'none', ...message });
      return t('{0} is in {1}.', requestedVersion(request), request.stage);
  }
}
