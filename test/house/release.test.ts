import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBytes } from '../startBytes.ts';
import { root } from './sourceFiles.ts';

describe('a release build', () => {
  const out = mkdtempSync(join(tmpdir(), 'modelkeep-release-'));
  let bundles: readonly { readonly name: string; readonly text: string }[] = [];

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'esbuild.mjs'), '--release', '--out', out]);
    const names = readdirSync(out, { recursive: true, encoding: 'utf8' });
    bundles = names.filter((name) => name.endsWith('.js')).map((name) => ({ name, text: readFileSync(join(out, name), 'utf8') }));
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it('carries no trace of failpoints', () => {
    expect(bundles.length).toBeGreaterThan(0);
    expect(bundles.filter(({ text }) => text.includes('MODELKEEP_FAILPOINT')).map(({ name }) => name)).toEqual([]);
  });

  it('keeps what the editor loads at its start under 250 KB', () => {
    const start = startBytes(out);
    expect(start).toBeLessThanOrEqual(250 * 1024);
    // Pages and the connection to the sidecar lie in files of their own.
    expect(start).toBeLessThan(bundles.filter(({ name }) => name.startsWith('extension')).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0));
  });

  it('keeps every page under 250 KB', () => {
    const pages = bundles.filter(({ name }) => name.startsWith('webview'));
    expect(pages.length).toBeGreaterThan(0);
    for (const { name, text } of pages) expect(Buffer.byteLength(text), name).toBeLessThanOrEqual(250 * 1024);
  });

  it('tells nothing of the machine that built it', () => {
    expect(bundles.filter(({ text }) => text.includes(root) || text.includes('sourceMappingURL')).map(({ name }) => name)).toEqual([]);
  });
});
