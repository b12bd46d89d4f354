import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';
import { tellWritten, writeOut } from './writeOut.ts';

/** *Restore into Workspace…*: writes the files back where they came from; asks before it overwrites what no version has. */
export async function restoreVersion(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const result = await writeOut(t('Restoring {0}', inertLabel(target.ref)), (force, context) => services.client.run('restoreVersion', { ...target, force }, context));
  if (result === undefined) return;
  services.refresh();
  await tellWritten(result);
}
