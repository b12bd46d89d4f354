import type { DiffSide } from '../../core/diff/diffInput.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { readManifest } from '../versions/readManifest.ts';
import type { ChosenVersion } from './chooseSides.ts';

/** A version as one side of a comparison, without what lies in objects of its own. */
export async function versionSide({ ledger, store }: OpenRegistry, { row, tag }: ChosenVersion): Promise<DiffSide> {
  const [name, manifest, evaluations, tags, aliases, stage] = await Promise.all([
    ledger.read('nameOf', row.model),
    readManifest(store, row),
    ledger.read('evaluations', row.id),
    ledger.read('tagsOf', row.id),
    ledger.read('aliasesOf', row.id),
    ledger.read('stageOf', row.id),
  ]);
  return {
    row: { ...row, model: name },
    ref: formatReference(name, row.number),
    labels: [...tags.map((one) => one.tag), ...(stage === undefined ? [] : [stage.stage]), ...aliases.map(({ alias }) => alias)],
    manifest,
    evaluations: evaluations.filter((one) => one.tag === tag),
  };
}
