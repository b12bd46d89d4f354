import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../step.ts';

/** Bundles the suite for the extension host and returns the module that runs it. */
export async function buildHostSuite(): Promise<string> {
  const out = join(root, '.cache', 'host-suite');
  rmSync(out, { recursive: true, force: true });
  const files = readdirSync(join(root, 'test/host/suite')).filter((name) => name.endsWith('.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: ['test/host/run.ts', ...files.map((name) => `test/host/suite/${name}`)],
    outbase: 'test/host',
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(out, 'run.js');
}
