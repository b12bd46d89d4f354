import type { DataLineage } from '../../../core/model/lineage.ts';
import { formatBytes } from '../../../core/text/quantities.ts';
import { COMMANDS } from '../../commandIds.ts';
import { filesText } from '../../texts/counts.ts';
import { inertLabel } from '../../texts/inertLabel.ts';
import { joinFacts } from '../../texts/joinFacts.ts';
import { shortId } from '../../texts/shortId.ts';
import { t } from '../../texts/translate.ts';
import type { VersionTarget } from '../treeNode.ts';
import { basisText } from './basisText.ts';
import { factView, MOST_ROWS, type FactView } from './factView.ts';

/** One row per data set: `Data   data/train.csv · sha 3f4e5a6 · 38 MB`; a click opens the file. */
export function dataFacts(data: readonly DataLineage[], target: VersionTarget): readonly FactView[] {
  return data.slice(0, MOST_ROWS).map((set, index) =>
    factView({
      key: `data-${index}`,
      kind: 'data',
      label: t('Data'),
      text: dataText(set),
      icon: 'database',
      tooltip: joinFacts(inertLabel(set.name), inertLabel(set.digest), strengthText(set), basisText(set.basis, set.source)),
      command: { id: COMMANDS.openData, title: t('Open Data'), args: [{ cwd: target.cwd, name: set.name }] },
      subject: { kind: 'value', text: set.digest },
    }),
  );
}

/** Name, digest, size and how strong the digest is, for one line. */
export function dataText(set: DataLineage): string {
  const files = set.files === undefined || set.files === 1 ? '' : filesText(set.files);
  const size = set.size === undefined ? '' : formatBytes(set.size);
  return joinFacts(inertLabel(set.name, 80), `${schemeText(set.digest)} ${shortId(inertLabel(set.digest))}`, files, size, set.strength === 'content' ? '' : strengthText(set));
}

function schemeText(digest: string): string {
  const scheme = digest.slice(0, digest.indexOf(':'));
  return scheme === 'sha256' ? 'sha' : inertLabel(scheme, 8);
}

function strengthText(set: DataLineage): string {
  if (set.strength === 'content') return t('content was hashed');
  if (set.strength === 'listing') return t('names and sizes only');
  return t('claimed by {0}', inertLabel(set.source, 40));
}
