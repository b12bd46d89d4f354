import type { ManifestFile } from '../../../core/model/manifest.ts';
import type { VersionDetail } from '../../../core/operations/versionAnswers.ts';
import { formatBytes, groupDigits } from '../../../core/text/quantities.ts';
import { COMMANDS } from '../../commandIds.ts';
import { inertLabel } from '../../texts/inertLabel.ts';
import { joinFacts } from '../../texts/joinFacts.ts';
import { t } from '../../texts/translate.ts';
import type { VersionTarget } from '../treeNode.ts';
import { factView, MOST_ROWS, type FactView } from './factView.ts';

/** One row per file: `model.safetensors   410 MB · 290 tensors`; a click opens the file of the workspace. */
export function artifactFacts(detail: VersionDetail, target: VersionTarget): readonly FactView[] {
  const rows = detail.fileList.slice(0, MOST_ROWS).map((file) => fileFact(file, detail, target));
  const rest = detail.fileList.length - rows.length;
  if (rest === 0) return rows;
  const open = { id: COMMANDS.openRecord, title: t('Open Record'), args: [target] };
  return [...rows, factView({ key: 'rest', kind: 'value', label: t('{0} more files', groupDigits(rest)), text: t('in the record'), icon: 'ellipsis', command: open })];
}

function fileFact(file: ManifestFile, detail: VersionDetail, target: VersionTarget): FactView {
  const tensors = tensorsText(file);
  return factView({
    key: `file-${file.path}`,
    kind: 'file',
    label: inertLabel(file.path),
    text: joinFacts(formatBytes(file.size), tensors),
    icon: 'file',
    tooltip: joinFacts(inertLabel(file.path, 1000), `${groupDigits(file.size)} B`, `sha256:${inertLabel(file.sha256)}`),
    command: { id: COMMANDS.openArtifact, title: t('Open File'), args: [{ ...target, folder: detail.lineage.folder, path: file.path }] },
    subject: { kind: 'value', text: file.sha256 },
  });
}

function tensorsText(file: ManifestFile): string {
  const count = file.tensors?.length ?? 0;
  if (count === 0) return '';
  return count === 1 ? t('1 tensor') : t('{0} tensors', count);
}
