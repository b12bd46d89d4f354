import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Show Model Card*: the generated card in the editor's own Markdown preview. */
export async function showCard(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target !== undefined) await services.documents.showMarkdown({ kind: 'card', ...target });
}
