import type { ModelFact } from '../../core/model/formatFacts.ts';

const maxFacts = 100;
const maxValueLength = 1024;
const maxNameLength = 128;

/** Collects the facts of one header, bounded in number and length; what is empty is left out. */
export class ModelFacts {
  readonly #facts: ModelFact[] = [];

  /** Adds a fact; a value longer than 1024 characters is cut and ends in `…`, past 100 facts nothing is added. */
  add(name: string, value: string | number | bigint | boolean | undefined): void {
    const text = value === undefined ? '' : String(value).toWellFormed();
    if (text === '' || this.#facts.length >= maxFacts) return;
    this.#facts.push({ name: shorten(name.toWellFormed(), maxNameLength), value: shorten(text, maxValueLength) });
  }

  /** Adds a list as one fact, separated by commas; past 50 names it tells how many more there are. */
  addList(name: string, values: Iterable<string>): void {
    const all = [...values];
    const shown = all.slice(0, 50).join(', ');
    this.add(name, all.length > 50 ? `${shorten(shown, maxValueLength - 32)} and ${all.length - 50} more` : shown);
  }

  /** The facts in the order in which they were added. */
  all(): readonly ModelFact[] {
    return this.#facts;
  }
}

function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/u, '')}…`.toWellFormed();
}
