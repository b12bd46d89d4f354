import type { Basis } from '../../../core/model/lineage.ts';
import { inertLabel } from '../../texts/inertLabel.ts';
import { t } from '../../texts/translate.ts';

/** How a fact is known, as a sentence. */
export function basisText(basis: Basis, source: string): string {
  const from = inertLabel(source);
  const sentences: Readonly<Record<Basis, string>> = {
    run: t('Watched by {0} while it ran.', from),
    producer: t('Written by the training itself: {0}.', from),
    write: t('As it was when the model was written: {0}.', from),
    commit: t('As it was when the version was committed: {0}.', from),
  };
  return sentences[basis];
}
