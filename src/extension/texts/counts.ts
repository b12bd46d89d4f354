import { groupDigits } from '../../core/text/quantities.ts';
import { t } from './translate.ts';

/** `1 file`, `1,204 files`: a count with its noun. Each noun is a sentence of its own, so that it can be translated. */
export function filesText(count: number): string {
  return count === 1 ? t('1 file') : t('{0} files', groupDigits(count));
}

export function doubtsText(count: number): string {
  return count === 1 ? t('1 doubt') : t('{0} doubts', groupDigits(count));
}

export function paramsText(count: number): string {
  return count === 1 ? t('1 param') : t('{0} params', groupDigits(count));
}

export function metricsText(count: number): string {
  return count === 1 ? t('1 metric') : t('{0} metrics', groupDigits(count));
}

export function packagesText(count: number): string {
  return count === 1 ? t('1 package') : t('{0} packages', groupDigits(count));
}

/** Withdrawn ones are said apart. */
export function versionsText({ versions, withdrawn = 0 }: { readonly versions: number; readonly withdrawn?: number }): string {
  const count = versions === 1 ? t('1 version') : t('{0} versions', groupDigits(versions));
  return withdrawn === 0 ? count : t('{0}, {1} withdrawn', count, groupDigits(withdrawn));
}

export function uncommittedText(count: number): string {
  return count === 1 ? t('+1 uncommitted file') : t('+{0} uncommitted files', groupDigits(count));
}
