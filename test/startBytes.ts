import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Bytes that the editor loads when the extension starts: `extension.js` of a release build and every file that it requires at once. */
export function startBytes(dist: string): number {
  const files = new Map<string, Buffer>();
  const load = (file: string): void => {
    if (files.has(file)) return;
    const bytes = readFileSync(file);
    files.set(file, bytes);
    for (const [, late, path = ''] of bytes.toString('utf8').matchAll(/(then\(\(\)=>[\w$]+\()?require\("(\.{1,2}\/[^"]+)"\)/g)) if (late === undefined) load(join(dirname(file), path));
  };
  load(join(dist, 'extension.js'));
  return [...files.values()].reduce((sum, { length }) => sum + length, 0);
}
