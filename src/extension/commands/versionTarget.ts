import type { NodeSubject, VersionTarget } from '../tree/treeNode.ts';

/** The version that a command was chosen on: a node of the view, or a link's argument. Undefined: it must be asked for. */
export function versionTarget(argument: unknown): VersionTarget | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const subject = subjectOf(argument);
  if (subject?.kind === 'version') return { cwd: subject.cwd, ref: subject.ref };
  if (subject?.kind === 'model' && subject.model.newest !== undefined) return { cwd: subject.cwd, ref: subject.model.newest.ref };
  if ('cwd' in argument && 'ref' in argument && typeof argument.cwd === 'string' && typeof argument.ref === 'string') return { cwd: argument.cwd, ref: argument.ref };
  return undefined;
}

/** What a node of the view stands for; undefined for any other argument. */
export function subjectOf(argument: unknown): NodeSubject | undefined {
  if (typeof argument !== 'object' || argument === null || !('subject' in argument)) return undefined;
  const { subject } = argument;
  return typeof subject === 'object' && subject !== null && 'kind' in subject ? (subject as NodeSubject) : undefined;
}
