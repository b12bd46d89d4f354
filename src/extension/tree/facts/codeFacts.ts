import type { CodeLineage } from '../../../core/model/lineage.ts';
import { COMMANDS } from '../../commandIds.ts';
import { uncommittedText } from '../../texts/counts.ts';
import { inertLabel } from '../../texts/inertLabel.ts';
import { joinFacts } from '../../texts/joinFacts.ts';
import { shortId } from '../../texts/shortId.ts';
import { t } from '../../texts/translate.ts';
import type { VersionTarget } from '../treeNode.ts';
import { basisText } from './basisText.ts';
import { factView, MOST_ROWS, type FactView } from './factView.ts';

/** One row per repository: `Code   a1b2c3d Tune dropout · +1 uncommitted file`; a click opens the commit. */
export function codeFacts(code: readonly CodeLineage[], target: VersionTarget): readonly FactView[] {
  return code.map((state, index) => codeFact(state, index, target));
}

function codeFact(state: CodeLineage, index: number, target: VersionTarget): FactView {
  const commit = state.commit === undefined ? t('no commit yet') : shortId(state.commit);
  const subject = inertLabel(state.subject ?? '', 80);
  const dirty = state.dirtyCode.length === 0 ? '' : uncommittedText(state.dirtyCode.length);
  const repository = state.repository === '.' ? '' : inertLabel(state.repository, 60);
  return factView({
    key: `code-${index}`,
    kind: 'code',
    label: t('Code'),
    text: joinFacts(`${commit} ${subject}`.trim(), repository, inertLabel(state.branch ?? '', 60), dirty),
    icon: 'git-commit',
    tooltip: joinFacts(inertLabel(state.commit ?? commit), subject, inertLabel(state.remote ?? ''), basisText(state.basis, state.source)),
    ...(state.commit === undefined
      ? {}
      : {
          command: { id: COMMANDS.openCommit, title: t('Open Commit'), args: [{ cwd: target.cwd, repository: state.repository, commit: state.commit }] },
          subject: { kind: 'value' as const, text: state.commit },
        }),
    children: dirtyRows(state, index, target),
  });
}

function dirtyRows(state: CodeLineage, index: number, target: VersionTarget): readonly FactView[] {
  const patch = state.patch === undefined || index > 0 ? undefined : { id: COMMANDS.openObject, title: t('Open Changes'), args: [{ ...target, object: 'patch' }] };
  return state.dirtyCode.slice(0, MOST_ROWS).map((path) =>
    factView({
      key: `dirty-${path}`,
      kind: 'object',
      label: inertLabel(path),
      text: t('not committed then'),
      icon: 'diff-modified',
      ...(patch === undefined ? {} : { command: patch }),
      subject: { kind: 'value', text: path },
    }),
  );
}
