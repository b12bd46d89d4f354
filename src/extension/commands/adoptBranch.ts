import { inertLabel } from '../texts/inertLabel.ts';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askReason } from './askText.ts';
import { branchTarget } from './branchTarget.ts';
import { writingCommand } from './writingCommand.ts';

/** *Adopt Branch…*: its newest version becomes a version of `main` with both as parents. No weights are mixed, no bytes copied. */
export const adoptBranch = writingCommand(branchTarget(({ newest }) => newest !== undefined), async ({ client }, target) => {
  const branch = inertLabel(target.branch, 64);
  const message = await askReason({
    title: t('Adopt {0} of {1} to main', branch, inertLabel(target.model, 64)),
    prompt: t('Why? Its newest version becomes the next one of main; both are its parents.'),
    tryOut: async (typed) => client.run('adoptBranch', { ...target, message: typed, dryRun: true }),
  });
  if (message === undefined) return undefined;
  const { ref, source } = await client.run('adoptBranch', { ...target, message });
  return t('{0} is {1} of {2} on main', spokenRef(ref), spokenRef(source), branch);
});
