import type { VersionTarget } from '../tree/treeNode.ts';
import type { CommandServices } from './commandServices.ts';

/** Shows a version in the Models view; its card, when it is too old to be among the rows there, or withdrawn. */
export async function revealReference(services: CommandServices, target: VersionTarget): Promise<void> {
  const { model, number } = await services.client.run('showVersion', target);
  const shown = await services.tree.revealVersion({ cwd: target.cwd, model, number }, true);
  if (!shown) await services.documents.showMarkdown({ kind: 'card', ...target });
}
