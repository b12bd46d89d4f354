import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of Modelkeep that the bundles of `programFolder` belong to: of the package.json above them. */
export function programVersion(programFolder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(programFolder, '..', 'package.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return 'unknown';
  return String(manifest.version);
}
