import type { StagePeriod } from '../../src/core/operations/stageOperations.ts';
import { inertText } from '../../src/core/text/inertText.ts';
import { element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import { periodFacts, periodTimes, versionWords } from './periodWords.ts';

/** Periods that are named where several are drawn together. */
const NAMED = 6;

/** What is known of a bar, below it while the mouse or the focus is on it; Escape hides it. */
export class StripTooltip {
  readonly root = element('div', { class: 'strip-tooltip', id: 'strip-tooltip', role: 'tooltip', hidden: true });

  /** Shows it for a bar. */
  describe(bar: HTMLElement, periods: readonly StagePeriod[]): void {
    const show = (): void => this.#show(bar, periods);
    bar.addEventListener('mouseenter', show);
    bar.addEventListener('focus', show);
    bar.addEventListener('mouseleave', () => (document.activeElement === bar ? undefined : this.hide()));
    bar.addEventListener('blur', () => this.hide());
  }

  /** False when it was not there. */
  hide(): boolean {
    const was = !this.root.hidden;
    this.root.hidden = true;
    return was;
  }

  #show(bar: HTMLElement, periods: readonly StagePeriod[]): void {
    const [first] = periods;
    if (first === undefined) return;
    this.root.style.left = '0'; // as wide as it likes, before it is measured
    this.root.replaceChildren(...(periods.length === 1 ? one(first) : several(periods)));
    this.root.hidden = false;
    bar.setAttribute('aria-describedby', this.root.id);
    const [box, around] = [bar.getBoundingClientRect(), this.root.parentElement?.getBoundingClientRect()];
    if (around === undefined) return;
    this.root.style.top = `${box.bottom - around.top + 4}px`;
    this.root.style.left = `${Math.max(0, Math.min(box.left - around.left, around.width - this.root.offsetWidth))}px`;
  }
}

function one(period: StagePeriod): readonly Node[] {
  const facts = periodFacts(period).flatMap(([name, text]) => [element('dt', {}, name), element('dd', {}, text)]);
  return [element('strong', {}, say('{0} in {1}', versionWords(period), inertText(period.stage))), element('dl', {}, ...facts)];
}

function several(periods: readonly StagePeriod[]): readonly Node[] {
  const named = periods.slice(-NAMED).toReversed().map((period) => element('li', {}, `${versionWords(period)}  ${periodTimes(period).from}`));
  const more = periods.length - named.length;
  return [element('strong', {}, say('{0} periods', periods.length)), element('ul', {}, ...named, more > 0 ? element('li', { class: 'dim' }, say('{0} more', more)) : undefined), element('p', { class: 'dim' }, say('Enter brings them closer'))];
}
