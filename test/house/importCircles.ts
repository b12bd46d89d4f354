import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readImports } from './readImports.ts';
import { root } from './sourceFiles.ts';

/** Files that import one another in a circle, each circle sorted; types count as well. */
export function importCircles(files: readonly string[], importsOf: (file: string) => readonly string[] = ownImports): readonly (readonly string[])[] {
  // Tarjan, "Depth-first search and linear graph algorithms" (1972).
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const known = new Set(files);

  function visit(file: string): void {
    order.set(file, order.size);
    low.set(file, order.get(file) ?? 0);
    stack.push(file);
    for (const next of importsOf(file).filter((one) => known.has(one))) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.toSorted());
  }

  for (const file of files) if (!order.has(file)) visit(file);
  return circles;
}

function ownImports(file: string): readonly string[] {
  const imported = readImports(file, readFileSync(join(root, file), 'utf8'));
  return imported.filter((one) => one.startsWith('.')).map((one) => posix.join(posix.dirname(file), one));
}
