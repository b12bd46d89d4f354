import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readProjectFile, readProjectText, withRegistry } from '../adapters/project/projectFile.ts';
import { replaceTextFile } from '../adapters/project/replaceTextFile.ts';
import { draftFolder } from './draftFolder.ts';
import type { Project } from './findProject.ts';
import { registryFolder } from './registriesHere.ts';

/**
 * Writes the pin, the same from all who come at once: a link names the registry that whoever was first wants, until its
 * pin is written. `before`: the pin that is to be replaced.
 */
export function pinOnce(project: Project, wanted: string, before: string | undefined): string {
  const claim = join(project.registries, `.pin-${createHash('sha256').update(project.within).digest('hex').slice(0, 16)}`);
  for (;;) {
    const first = claimOrRead(project, claim, wanted);
    if (first === undefined) continue;
    if (!existsSync(registryFolder(project, first))) {
      rmSync(claim, { force: true });
      continue;
    }
    const text = readProjectText(project.config);
    const now = text === '' ? undefined : readProjectFile(project.config).registry;
    const winner = now !== undefined && now !== before ? now : first;
    if (winner !== now) replaceTextFile(project.config, withRegistry(text, winner));
    rmSync(claim, { force: true });
    return winner;
  }
}

/** The registry that is claimed, by us or by who was here first; undefined when that one has just finished. */
function claimOrRead(project: Project, claim: string, wanted: string): string | undefined {
  const temporary = draftFolder(project);
  mkdirSync(dirname(temporary), { recursive: true });
  writeFileSync(temporary, wanted, { flag: 'wx' });
  try {
    linkSync(temporary, claim);
    return wanted;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readClaim(claim);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function readClaim(claim: string): string | undefined {
  try {
    return readFileSync(claim, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
