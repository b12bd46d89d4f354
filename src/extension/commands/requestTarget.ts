import { textFields } from './argumentFields.ts';
import { subjectOf } from './versionTarget.ts';

/** A request as commands take it: the project's folder and the request's id. */
export interface RequestTarget {
  readonly cwd: string;
  readonly id: string;
}

/** The request that a command was chosen on: a node of the view, or a link's argument. Undefined: it must be asked for. */
export function requestTarget(argument: unknown): RequestTarget | undefined {
  const subject = subjectOf(argument);
  if (subject?.kind === 'request') return { cwd: subject.cwd, id: subject.request.id };
  const fields = textFields(argument, 'cwd', 'request');
  return fields === undefined ? undefined : { cwd: fields.cwd, id: fields.request };
}
