// node test/bench/size.ts: what is shipped, in bytes.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../step.ts';
import { startBytes } from '../startBytes.ts';
import { bench } from './benchFolder.ts';
import { report } from './figure.ts';

const KIB = 1024;

await bench(async ({ program }) => {
  report({ figure: 'size of what the editor loads at its start', value: startBytes(program) / KIB, unit: 'KB', budget: { most: 250 } });
  for (const name of ['sidecar.js', 'cliProgram.js']) size(name, join(program, name));
  const webviews = join(program, 'webview');
  for (const name of existsSync(webviews) ? readdirSync(webviews) : []) if (name.endsWith('.js')) size(`webview/${name}`, join(webviews, name), 250);
  size('VSIX of this platform', packaged(), 3 * KIB);
});

function size(what: string, file: string, most?: number): void {
  report({ figure: `size of ${what}`, value: statSync(file).size / KIB, unit: 'KB', ...(most === undefined ? {} : { budget: { most } }) });
}

/** Packages anew; a package that is too large is a figure here, not an error. */
function packaged(): string {
  const { stderr } = spawnSync(process.execPath, [join(root, 'test/package.ts')], { cwd: root, encoding: 'utf8' });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const file = readdirSync(root).find((name) => name.endsWith(`-${version}.vsix`));
  if (file === undefined) throw new Error(`There is no package: ${stderr}`);
  return join(root, file);
}
