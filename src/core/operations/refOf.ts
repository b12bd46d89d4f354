import { formatReference } from '../model/reference.ts';
import type { VersionKey } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/** `fraud-detector:v7`, by the model's present name. */
export function refOf(view: Pick<CatalogueView, 'nameOf'>, { model, number }: Pick<VersionKey, 'model' | 'number'>): string {
  return formatReference(view.nameOf(model), number);
}
