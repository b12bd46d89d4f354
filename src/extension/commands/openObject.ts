import { textFields } from './argumentFields.ts';
import type { CommandServices } from './commandServices.ts';

/** Opens a part of the lineage that is kept as an object: the patch, the packages, the listing of the data. */
export async function openObject(services: CommandServices, argument: unknown): Promise<void> {
  const fields = textFields(argument, 'cwd', 'ref', 'object');
  if (fields === undefined) return;
  const { cwd, ref, object } = fields;
  if (object === 'patch' || object === 'environment' || object === 'data') await services.documents.open({ kind: object, cwd, ref });
}
