import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { EMPTY_MODEL_CONFIG, type ModelConfig } from '../../../../src/core/model/projectConfig.ts';
import { foreignDatabaseReader } from '../../../../src/adapters/sqlite/foreignDatabaseReader.ts';
import { PROGRAM } from '../../../fakes/temporaryProject.ts';
import type { CaptureContext, CaptureOptions } from '../../../../src/core/ports/collector.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder with real path, removed after the test file. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lineage-')));
  folders.push(folder);
  return folder;
}

/** Writes a file (folders too) under `root`, `ageMs` old counted from the artifact's usual time. */
export function put(root: string, path: string, content: string | Uint8Array, time?: number): string {
  const absolute = join(root, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, content);
  utimesSync(absolute, (time ?? NOON) / 1000, (time ?? NOON) / 1000);
  return absolute;
}

/** When the artifacts of these tests were written. */
export const NOON = Date.UTC(2026, 5, 1, 12);
export const HOUR = 3_600_000;

/** What differs from an ordinary commit of one file. */
export interface ContextChanges {
  readonly options?: Partial<CaptureOptions>;
  readonly model?: Partial<ModelConfig>;
  readonly env?: CaptureContext['env'];
  readonly run?: CaptureContext['run'];
  readonly folder?: string;
  readonly signal?: CaptureContext['signal'];
}

/** The context of committing `paths` (relative to `root`), which exist. */
export function contextOf(root: string, paths: readonly string[], changes: ContextChanges = {}): CaptureContext {
  const folder = changes.folder ?? join(root, dirname(paths[0] ?? '.'));
  const files = paths.map((path) => {
    const absolute = realpathSync(join(root, path));
    const { size, mtimeMs } = statSync(absolute);
    return { path: join(root, path).slice(folder.length + 1), absolute, size, mtimeMs };
  });
  return {
    root,
    folder,
    files,
    project: { models: new Map(), code: [], roots: [] },
    model: { ...EMPTY_MODEL_CONFIG, ...changes.model },
    options: { cwd: root, params: [], metrics: [], data: [], bases: [], allowSecret: false, hashData: false, ...changes.options },
    trusted: true,
    env: changes.env ?? {},
    readDatabase: foreignDatabaseReader({ programFolder: PROGRAM }),
    now: () => Date.now(),
    ...(changes.run === undefined ? {} : { run: changes.run }),
    ...(changes.signal === undefined ? {} : { signal: changes.signal }),
  };
}
