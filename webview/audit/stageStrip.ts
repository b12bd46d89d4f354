import type { StagePeriod } from '../../src/core/operations/stageOperations.ts';
import { inertText } from '../../src/core/text/inertText.ts';
import { button, element } from '../shared/element.ts';
import { say } from '../shared/say.ts';
import type { Column } from '../shared/tableModel.ts';
import { VirtualTable } from '../shared/virtualTable.ts';
import { entryMark } from './entryMark.ts';
import { entryWords, exitWords, periodTimes, versionWords, type Entry } from './periodWords.ts';
import { stripBar } from './stripBar.ts';
import { moveFocus } from './stripFocus.ts';
import { LEAST, stripLayout, type StripItem } from './stripLayout.ts';
import { stripScale, stripTicks, stripTimeline, type Span, type Timeline } from './stripTimeline.ts';
import { StripTooltip } from './stripTooltip.ts';

/** What the stages of a model held. */
export interface StageHistory {
  readonly model: string;
  readonly stages: readonly string[];
  readonly periods: readonly StagePeriod[];
  /** Id of the version that the page is about. */
  readonly marked?: string;
}

/** The strip's surroundings. */
export interface StripHost {
  zoom(): Span | undefined;
  setZoom(span: Span | undefined): void;
  /** Leads to an event of the ledger. */
  open(position: number): void;
}

/** Pixels for a date of the axis and for its letters, for the names of stages, and of a lane. */
const TICK = 120;
const LETTER = 7;
const AROUND_TICK = 14;
const NAMES = 110;
const LANE = 24;
const ENTRIES: readonly Entry[] = ['promoted', 'rolledBack', 'overridden', 'replaced'];

/** Which version held which stage from when to when: a row of bars for each stage, and the same as a list. */
export class StageStrip {
  readonly root: HTMLElement;
  readonly #history: StageHistory;
  readonly #host: StripHost;
  readonly #timeline: Timeline;
  readonly #rows = element('div', { class: 'strip-rows', role: 'group' });
  readonly #tooltip = new StripTooltip();
  readonly #list: HTMLDetailsElement;
  readonly #all: HTMLElement;
  #width = 0;

  constructor(history: StageHistory, host: StripHost, now: number) {
    this.#history = history;
    this.#host = host;
    this.#timeline = stripTimeline(history.periods, now);
    this.#all = button(say('Show Everything'), () => this.#zoom(undefined));
    this.#all.hidden = true;
    this.#list = periodList(history, host);
    this.#rows.setAttribute('aria-label', say('Stages of {0}', inertText(history.model)));
    this.#rows.addEventListener('keydown', (event) => this.#key(event));
    this.root = element('section', { class: 'stages', 'aria-label': say('Stage history') }, element('div', { class: 'stages-head' }, element('h2', {}, say('Stages of {0}', inertText(history.model))), this.#legend(), this.#all), this.#body(), this.#list);
    new ResizeObserver(() => this.#draw()).observe(this.#rows);
  }

  #body(): HTMLElement {
    if (this.#history.periods.length === 0) return element('p', { class: 'dim' }, say('No version has held a stage yet.'));
    return element('div', { class: 'strip-body' }, this.#rows, this.#tooltip.root);
  }

  #legend(): HTMLElement {
    const there = ENTRIES.filter((entry) => this.#history.periods.some((period) => period.entry === entry));
    return element('ul', { class: 'legend', 'aria-label': say('Marks') }, ...there.map((entry) => element('li', {}, entryMark(entry), entryWords(entry))));
  }

  /** The part that is looked at; what was kept of another day may be over. */
  #span(): Span {
    const { begin, end } = this.#timeline;
    const zoom = this.#host.zoom();
    return zoom === undefined || zoom.begin >= zoom.end || zoom.end <= begin || zoom.begin >= end ? { begin, end } : zoom;
  }

  #draw(): void {
    const width = this.#rows.clientWidth - NAMES;
    if (width < TICK || width === this.#width) return;
    this.#width = width;
    this.#redraw();
  }

  #redraw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('.strip-rows .stage-bar')?.dataset['key'];
    const span = this.#span();
    this.#all.hidden = span.begin === this.#timeline.begin && span.end === this.#timeline.end;
    this.#tooltip.hide();
    const { stages, periods } = this.#history;
    const rows = stripLayout(stages, periods, this.#timeline, span, this.#width).map(({ stage, lanes, items }) => {
      const track = element('div', { class: 'track' }, ...items.map((item) => this.#bar(item)));
      track.style.height = `${lanes * LANE}px`;
      return element('div', { class: 'strip-row' }, element('span', { class: 'strip-name', title: inertText(stage) }, inertText(stage)), track);
    });
    this.#rows.replaceChildren(...rows, this.#axis(span));
    const bars = [...this.#rows.querySelectorAll<HTMLElement>('.stage-bar')];
    const reachable = bars.find((bar) => bar.dataset['key'] === focused) ?? bars.findLast((bar) => bar.classList.contains('marked')) ?? bars.at(-1);
    if (reachable !== undefined) reachable.tabIndex = 0;
    if (focused !== undefined) reachable?.focus({ preventScroll: true });
  }

  #bar(item: StripItem): HTMLElement {
    const bar = stripBar(item, this.#history.marked);
    bar.style.insetInlineStart = `${item.x}px`;
    bar.style.width = `${item.width - 1}px`;
    bar.style.top = `${item.lane * LANE}px`;
    bar.addEventListener('click', () => this.#press(item));
    this.#tooltip.describe(bar, item.periods);
    return bar;
  }

  /** A bar leads to its event; several are brought closer, or, where they lie at one place, shown in the list. */
  #press({ periods }: StripItem): void {
    const [first] = periods;
    if (first === undefined) return;
    if (periods.length === 1) return this.#host.open(first.from);
    const span = this.#span();
    const begin = this.#timeline.at(first.from);
    const end = Math.max(...periods.map(({ to }) => (to === undefined ? this.#timeline.end : this.#timeline.at(to))));
    const closer = { begin: Math.max(this.#timeline.begin, begin - (end - begin) / 20), end: Math.min(this.#timeline.end, end + (end - begin) / 20) };
    if (closer.end - closer.begin < (span.end - span.begin) / 2) return this.#zoom(closer);
    this.#list.open = true;
    this.#list.querySelector<HTMLElement>(`summary`)?.focus();
  }

  #zoom(span: Span | undefined): void {
    this.#host.setZoom(span);
    this.#redraw();
    this.#rows.querySelector<HTMLElement>('.stage-bar[tabindex="0"]')?.focus({ preventScroll: true });
  }

  #axis(span: Span): HTMLElement {
    const place = stripScale(this.#timeline, span, this.#width - LEAST);
    const now = span.end === this.#timeline.end;
    const last = this.#width - (now ? TICK / 2 : 0);
    const axis = element('div', { class: 'axis', 'aria-hidden': 'true' });
    let free = 0;
    for (const { time, text } of stripTicks(span, Math.max(2, Math.floor(this.#width / TICK)))) {
      const [x, end] = [place(time), place(time) + AROUND_TICK + text.length * LETTER];
      if (x < free || end > last) continue;
      const tick = element('span', { class: 'tick' }, text);
      tick.style.insetInlineStart = `${x}px`;
      axis.append(tick);
      free = end;
    }
    if (now) axis.append(element('span', { class: 'tick now' }, say('now')));
    return element('div', { class: 'strip-row' }, element('span', { class: 'strip-name' }), axis);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !this.#tooltip.hide() && !this.#all.hidden) this.#zoom(undefined);
    const next = moveFocus(this.#rows, document.activeElement, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
  }
}

/** The same as a list, newest first. */
function periodList({ model, periods }: StageHistory, host: StripHost): HTMLDetailsElement {
  const columns: readonly Column<StagePeriod>[] = [
    { id: 'stage', title: say('Stage'), share: 2, text: ({ stage }) => inertText(stage) },
    { id: 'version', title: say('Version'), share: 2, text: versionWords },
    { id: 'from', title: say('From'), share: 3, least: 150, text: (period) => periodTimes(period).from },
    { id: 'entry', title: say('How'), share: 3, least: 96, text: ({ entry }) => entryWords(entry), tone: ({ entry }) => (entry === 'overridden' ? 'bad' : 'plain') },
    { id: 'until', title: say('Until'), share: 4, least: 100, text: (period) => (period.until === undefined ? exitWords(period) : `${periodTimes(period).until}, ${exitWords(period)}`) },
    { id: 'who', title: say('Who'), share: 2, text: ({ author }) => inertText(author.slice(0, 200)) },
    { id: 'message', title: say('Message'), share: 4, least: 100, text: ({ message }) => inertText(message.slice(0, 500)) },
  ];
  const table = new VirtualTable<StagePeriod>({ label: say('Stages of {0}', inertText(model)), columns, sorting: undefined, sort: () => undefined, open: ({ from }) => () => host.open(from) });
  const list = element('details', { class: 'as-list', hidden: periods.length === 0 }, element('summary', {}, say('As a list ({0})', periods.length)), table.root);
  table.setRows(periods.length, (index) => periods[periods.length - 1 - index]);
  return list;
}
