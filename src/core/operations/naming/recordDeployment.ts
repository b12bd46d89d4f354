import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { requireText } from './requireText.ts';
import { ofTag, requireTarget, type Target } from './target.ts';

/** A version, or one of its tags, was put to use somewhere: a claim of the author. */
export type RecordDeployment = Target & { readonly target: string; readonly message: string };

/** @throws RegistryError usage.invalid, reference.notFound, policy.refused */
export const decideRecordDeployment: Decide<RecordDeployment> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'record a deployment');
  requireTarget(view, command);
  const target = requireText(command.target, 'The target', { most: 1024 });
  const message = requireText(command.message, 'The message', { most: 4096, lines: true, empty: true });
  return [{ type: 'deployment.recorded', body: { author, message, target, ...ofTag(command.tag), version: command.version } }];
};
