import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { pickModel, pickOne } from './pickVersion.ts';
import { t } from '../texts/translate.ts';

/** *Compare Versions…*: asks for a model and two of its versions. */
export async function compareVersions(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const { cwd } = project;
  const model = await pickModel(services, cwd);
  const from = model === undefined ? undefined : await pickOne(services, cwd, model, t('Compare which version?'));
  const to = model === undefined || from === undefined ? undefined : await pickOne(services, cwd, model, t('With which version?'));
  if (from !== undefined && to !== undefined) (await services.compare()).open({ cwd, from: from.ref, to: to.ref });
}
