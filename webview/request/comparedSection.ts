import type { RequestFacts } from '../../src/rpc/requestMessages.ts';
import { headlineSentences } from '../compare/headline.ts';
import { metricTable, shown } from '../compare/tables.ts';
import { button, element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import { arrange, type Sorting } from '../shared/tableModel.ts';
import { VirtualTable } from '../shared/virtualTable.ts';

/** The version against the one that holds the stage, or that is the baseline: what got better or worse, and the metrics. */
export function comparedSection({ compared, held, request }: RequestFacts, compareInFull: () => void): HTMLElement {
  const none = held || request.state === 'promoted' ? undefined : element('p', {}, say('No version holds {0} yet.', shown(request.stage)));
  if (compared === undefined) return element('section', {}, element('h2', {}, say('Compared with the baseline')), none ?? element('p', { class: 'dim' }, say('There is nothing to compare it with.')));
  const title = element('h2', {}, say('Compared with {0}', nameOf(compared.from)));
  return element('section', {}, title, none, ...headlineSentences(compared.headline), metrics(compared), button(say('Compare in Full'), compareInFull));
}

function nameOf({ ref, labels }: NonNullable<RequestFacts['compared']>['from']): string {
  return labels.length === 0 ? shown(ref) : `${shown(ref)} (${labels.slice(0, 6).map(shown).join(', ')})`;
}

function metrics(compared: NonNullable<RequestFacts['compared']>): HTMLElement | undefined {
  if (compared.metrics.length === 0) return undefined;
  const source = metricTable(say('Metrics'), compared, compared.metrics);
  const place = element('div');
  const draw = (sorting: Sorting | undefined): void => {
    const table = new VirtualTable({
      label: source.label,
      columns: source.columns,
      sorting,
      sort: (column) => {
        draw({ column, descending: sorting?.column === column && !sorting.descending });
        place.querySelector<HTMLElement>(`button[data-column="${column}"]`)?.focus();
      },
    });
    const rows = arrange(source, { filter: '', showSame: true, sorting });
    table.setRows(rows.length, (index) => rows[index]);
    place.replaceChildren(table.root);
  };
  draw(undefined);
  return place;
}
