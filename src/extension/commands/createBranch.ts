import { inertLabel } from '../texts/inertLabel.ts';
import { modelOf, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { branchTarget } from './branchTarget.ts';
import { versionCommand } from './versionCommand.ts';
import { writingCommand } from './writingCommand.ts';

/** *Create Branch…*: a line of versions beside `main`, from the version on. */
export const createBranch = versionCommand(async ({ client }, { cwd, ref }) => {
  const start = { cwd, model: modelOf(ref), from: ref };
  const branch = await askText({
    title: t('Branch from {0}', spokenRef(ref)),
    prompt: t('Its name, such as lr-sweep. Commits to it leave main as it is.'),
    needed: t('A name is needed.'),
    tryOut: async (typed) => client.run('createBranch', { ...start, branch: typed, dryRun: true }),
  });
  if (branch === undefined) return undefined;
  await client.run('createBranch', { ...start, branch });
  return t('{0} has a branch {1}, from {2}', inertLabel(start.model, 64), inertLabel(branch, 64), spokenRef(ref));
});

/** *Reopen Branch…*: a closed one takes versions again. */
export const reopenBranch = writingCommand(branchTarget(({ open }) => !open), async ({ client }, target) => {
  await client.run('createBranch', target);
  return t('{0} is open again', inertLabel(target.branch, 64));
});
