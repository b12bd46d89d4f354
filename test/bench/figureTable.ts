import type { ReportedFigure } from './figure.ts';

const HEAD = ['figure', 'measured', 'compared with', 'ratio', 'budget', 'met'];
/** Columns of numbers stand at the right. */
const NUMBERS = new Set([1, 3, 4]);

/** One aligned table: figure, measured, compared with, ratio, budget, met. */
export function figureTable(figures: readonly ReportedFigure[]): string {
  const rows = [HEAD, ...figures.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, column) => (NUMBERS.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd());
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return `${lines.join('\n')}\n`;
}

function rowOf({ figure, value, unit, against, ratio, budget, met }: ReportedFigure): readonly string[] {
  return [
    figure,
    `${grouped(value)} ${unit}`,
    against === undefined ? '' : `${against.what}: ${grouped(against.value)} ${unit}`,
    ratio === undefined ? '' : `${ratio} ×`,
    budget === undefined ? '' : 'most' in budget ? `≤ ${grouped(budget.most)} ${unit}` : `≤ ${budget.mostRatio} ×`,
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

function grouped(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
