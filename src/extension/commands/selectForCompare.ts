import * as vscode from 'vscode';
import { setContext } from '../contextKeys.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { VersionTarget } from '../tree/treeNode.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

let selected: VersionTarget | undefined;

/** *Select for Compare*: the version that the next *Compare with Selected* begins with. */
export async function selectForCompare(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  selected = target;
  setContext('modelkeep.hasCompareSource', true);
  services.statusBar.say(t('{0} is selected for compare', inertLabel(target.ref)));
}

/** *Compare with Selected*. Versions of two projects cannot be compared, and what was selected stays so. */
export async function compareWithSelected(services: CommandServices, argument: unknown): Promise<void> {
  const from = selected;
  if (from === undefined) return selectForCompare(services, argument);
  const to = await pickVersion(services, argument);
  if (to === undefined) return;
  if (to.cwd === from.cwd) return (await services.compare()).open({ cwd: from.cwd, from: from.ref, to: to.ref });
  void vscode.window.showInformationMessage(t('Versions of two registries cannot be compared.'));
}
