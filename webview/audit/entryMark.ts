import type { Entry } from './periodWords.ts';

/** Shapes in a square of ten: up, back, an exclamation mark in a rhombus, a small square. Each is told apart without colour. */
const SHAPES: Readonly<Record<Entry, string>> = {
  promoted: 'M5 1 9.5 9h-9Z',
  rolledBack: 'M.5 5 5 1v3h4.5v2H5v3Z',
  overridden: 'M5 0l5 5-5 5-5-5Zm-.7 2.2v3.4h1.4V2.2Zm0 4.2v1.4h1.4V6.4Z',
  replaced: 'M3 3h4v4H3Z',
};

/** The mark of how a version came to hold a stage; words stand beside it. */
export function entryMark(entry: Entry): SVGSVGElement {
  const mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const attributes = { class: 'mark', viewBox: '0 0 10 10', width: '10', height: '10', 'aria-hidden': 'true' };
  for (const [name, value] of Object.entries(attributes)) mark.setAttribute(name, value);
  shape.setAttribute('d', SHAPES[entry]);
  shape.setAttribute('fill-rule', 'evenodd');
  mark.append(shape);
  return mark;
}
