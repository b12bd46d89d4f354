import type { AuditPageFilters } from '../../src/rpc/auditMessages.ts';
import { element } from '../shared/element.ts';
import { say } from '../shared/say.ts';

type Named = Exclude<keyof AuditPageFilters, 'rejected'>;

/** Fields that say which events are listed. */
export interface FilterFields {
  readonly elements: readonly HTMLElement[];
  /** Shows what holds after something else changed it. */
  fill(filters: AuditPageFilters): void;
}

/** How long a person may pause while typing, in milliseconds. */
const PAUSE = 250;

/** Makes the fields; `change` hears of what is typed once there is a pause. */
export function filterFields(filters: () => AuditPageFilters, keep: (filters: AuditPageFilters) => void, change: () => void): FilterFields {
  const names: readonly (readonly [Named, string])[] = [['text', say('Search (/)')], ['model', say('Model')], ['version', say('Version')], ['type', say('Kind')], ['actor', say('Who')], ['from', say('From (date)')], ['to', say('To (date)')]];
  let pause: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(pause);
    pause = setTimeout(change, PAUSE);
  };
  const fields = names.map(([name, label]) => {
    const field = element('vscode-text-field', { id: `filter-${name}`, placeholder: label, 'aria-label': label, value: filters()[name] }) as HTMLInputElement;
    field.addEventListener('input', () => {
      const { [name]: _former, ...others } = filters();
      keep(field.value.trim() === '' ? others : { ...others, [name]: field.value.trim() });
      later();
    });
    return [name, field] as const;
  });
  const rejected = element('vscode-checkbox', { id: 'filter-rejected', checked: filters().rejected === true }, say('Only without effect')) as HTMLInputElement;
  rejected.addEventListener('change', () => {
    const { rejected: _former, ...others } = filters();
    if ((filters().rejected === true) === rejected.checked) return;
    keep(rejected.checked ? { ...others, rejected: true } : others);
    change();
  });
  return {
    elements: [...fields.map(([, field]) => field), rejected],
    fill: (now) => {
      for (const [name, field] of fields) field.value = now[name] ?? '';
      rejected.checked = now.rejected === true;
    },
  };
}
