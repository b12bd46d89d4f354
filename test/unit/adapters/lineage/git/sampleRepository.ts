import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { EMPTY_MODEL_CONFIG, type ProjectConfig } from '../../../../../src/core/model/projectConfig.ts';
import type { CaptureContext, Finding } from '../../../../../src/core/ports/collector.ts';

/** A folder of its own that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'modelkeep-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real Git repository with a home of its own, so that the machine's configuration plays no part. */
export interface SampleRepository {
  readonly folder: string;
  readonly env: { readonly [name: string]: string | undefined };
  git(...args: string[]): string;
  write(path: string, content: string | Uint8Array, mtimeMs?: number): string;
  commit(message: string, atSeconds?: number): string;
}

/** The environment that collectors get, with an empty home. */
export function sampleEnvironment(): { readonly [name: string]: string | undefined } {
  return { PATH: process.env['PATH'], HOME: temporaryFolder() };
}

/** Makes an empty repository on branch `main`. */
export function sampleRepository(folder = temporaryFolder(), env = sampleEnvironment()): SampleRepository {
  mkdirSync(folder, { recursive: true });
  const run = (args: readonly string[], extra: { [name: string]: string } = {}): string =>
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: folder, env: { ...env, ...extra }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  run(['init', '-q', '-b', 'main']);
  run(['config', 'user.name', 'Ada']);
  run(['config', 'user.email', 'ada@example.org']);
  return {
    folder,
    env,
    git: (...args) => run(args),
    write: (path, content, mtimeMs) => {
      const place = join(folder, path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, content);
      if (mtimeMs !== undefined) utimesSync(place, mtimeMs / 1000, mtimeMs / 1000);
      return place;
    },
    commit: (message, atSeconds) => {
      const date = atSeconds === undefined ? {} : { GIT_COMMITTER_DATE: `@${atSeconds} +0000`, GIT_AUTHOR_DATE: `@${atSeconds} +0000` };
      run(['add', '-A']);
      run(['commit', '-q', '--allow-empty', '-m', message], date);
      return run(['rev-parse', 'HEAD']);
    },
  };
}

/** What a collector would be given for one artifact file of a repository. */
export function sampleContext(repository: Pick<SampleRepository, 'folder' | 'env'>, path: string, more: Partial<CaptureContext> = {}): CaptureContext {
  const absolute = join(repository.folder, path);
  // A test that does not set the time means a model that was written just now, after everything else.
  if (statSync(absolute).mtimeMs > Date.now() - 600_000) utimesSync(absolute, new Date(), new Date());
  const { size, mtimeMs } = statSync(absolute);
  const project: ProjectConfig = { models: new Map(), code: [], roots: [] };
  return {
    root: repository.folder,
    folder: dirname(absolute),
    files: [{ path: path.split('/').at(-1) ?? path, absolute, size, mtimeMs }],
    project,
    model: EMPTY_MODEL_CONFIG,
    options: { cwd: repository.folder, params: [], metrics: [], data: [], bases: [], allowSecret: false, hashData: false },
    trusted: true,
    env: repository.env,
    readDatabase: () => Promise.resolve({ problem: 'absent', reason: 'it does not exist' }),
    now: () => 0,
    ...more,
  };
}

/** Reads objects of a finding, as the store would. */
export function objectsOf(finding: Pick<Finding, 'objects'>): (sha256: string) => Promise<Uint8Array> {
  const objects = new Map((finding.objects ?? []).map((bytes) => [createHash('sha256').update(bytes).digest('hex'), bytes]));
  return async (sha256) => {
    const bytes = objects.get(sha256);
    if (bytes === undefined) throw new Error(`no object ${sha256}`);
    return bytes;
  };
}

/** Writes an executable shell script. */
export function writeProgram(place: string, body: string): void {
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, `#!/bin/sh\n${body}\n`);
  chmodSync(place, 0o755);
}

/** Codes of doubts or gaps, sorted. */
export function codesOf(entries: readonly { readonly code: string }[] | undefined): readonly string[] {
  return (entries ?? []).map(({ code }) => code).sort();
}
