import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBytes } from './startBytes.ts';
import { root } from './step.ts';

// The VSIX for this platform, as it would be published: npm run package
const limit = { vsix: 3 * 1024 * 1024, start: 250 * 1024 };
/** What somebody's training left in the sample. */
const trained = /[\\/]sample[\\/](models|__pycache__)$/;
const target = vsceTarget();
const stage = join(root, '.cache', 'package');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
const file = join(root, `modelkeep-${target}-${String(manifest['version'])}.vsix`);

stageFiles();
const vsce = ['package', '--target', target, '--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', '--allow-unused-files-pattern', '--out', `${file}.new`];
run(join(root, 'node_modules/@vscode/vsce/vsce'), vsce, stage);
renameSync(`${file}.new`, file);
checkSize('what the editor loads at its start', startBytes(join(stage, 'dist')), limit.start);
checkSize(file, statSync(file).size, limit.vsix);
console.log(file);

/** What ships, and nothing else, in a folder of its own: the dist/ that tests use keeps its failpoints. */
function stageFiles(): void {
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  run(join(root, 'esbuild.mjs'), ['--release', '--out', join(stage, 'dist')], root);
  for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md', 'package.nls.json', 'media']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(stage, name), { recursive: true, filter: (path) => !trained.test(path) });
  }
  // Scripts would be run by vsce, and what only the checkout needs is nothing to publish.
  const { scripts: _scripts, devDependencies: _dev, dependencies: _own, optionalDependencies: _optional, private: _private, ...published } = manifest;
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

function checkSize(what: string, size: number, most: number): void {
  if (size <= most) return;
  console.error(`error: ${what} has ${size} bytes, more than the ${most} allowed`);
  process.exit(1);
}

/** vsce's name for this platform; those with musl instead of glibc are `alpine`. */
function vsceTarget(): string {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const musl = process.platform === 'linux' && report.header?.glibcVersionRuntime === undefined;
  return `${musl ? 'alpine' : process.platform}-${process.arch}`;
}
