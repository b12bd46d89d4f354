import * as vscode from 'vscode';
import { formatBytes } from '../../core/text/quantities.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';
import { withJob } from './withJob.ts';

/** *Store Bytes…*: copies the files of a version that was committed without a copy into the store, while they are still the same. */
export async function storeVersion(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const { ref, stored } = await withJob(t('Storing {0}', inertLabel(target.ref)), (context) => services.client.run('storeVersion', target, context));
  services.refresh();
  await vscode.window.showInformationMessage(t('The bytes of {0} are in the store: {1}, {2} new.', inertLabel(ref), formatBytes(stored.bytes), formatBytes(stored.newBytes)));
}
