import { formatCount } from '../../core/text/quantities.ts';

/** `12 versions`, `11 versions, 1 withdrawn`. */
export function versionCount({ versions, withdrawn = 0 }: { readonly versions: number; readonly withdrawn?: number }): string {
  return `${formatCount(versions, 'version')}${withdrawn === 0 ? '' : `, ${withdrawn} withdrawn`}`;
}
