// Builds everything that ships, into dist/: node esbuild.mjs [--release] [--watch] [--out DIR]
//
// better-sqlite3 13 carries one Node-API binary per platform in its package (prebuilds/<platform>-<arch>.node, musl apart)
// and finds it by a path relative to its own file, which a bundle does not have. So the build copies the one binary of
// this platform to dist/better_sqlite3.node, and the sqlite adapter names it: new Database(file, { nativeBinding }).
// Nothing else of the package is needed at run time.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context, transform } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const release = process.argv.includes('--release');
const watch = process.argv.includes('--watch');
const outAt = process.argv.indexOf('--out');
const out = resolve(outAt > 0 ? process.argv[outAt + 1] : join(root, 'dist'));

/** Name in dist/ → source. Workers are bundles of their own, since a thread starts from a file. */
const programs = {
  sidecar: 'src/sidecar/main.ts',
  cli: 'src/cli/main.ts',
  cliProgram: 'src/cli/program.ts',
  ledgerWorker: 'src/registry/ledgerWorker.ts',
  operationsWorker: 'src/sidecar/operationsWorker.ts',
  hashWorker: 'src/adapters/objects/hashWorker.ts',
};

/** One bundle for each folder of webview/ that has a main.ts. */
function webviews() {
  const folder = join(root, 'webview');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(
    names.map((name) => [`webview/${name}`, `webview/${name}/main.ts`]).filter(([, file]) => existsSync(join(root, file))),
  );
}

const common = {
  absWorkingDir: root,
  bundle: true,
  outdir: out,
  minify: release,
  sourcemap: release ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  define: { MODELKEEP_FAILPOINTS: String(!release) },
  // Packages that are made for both worlds name their ES modules first: those are smaller once what is unused is gone.
  mainFields: ['module', 'main'],
};

/** Node 20 as target of the syntax: a program that is too old must still be able to say so. */
const forNode = {
  ...common,
  entryPoints: programs,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
};

/** esbuild splits ES modules only, and the editor loads CommonJS: what was split is turned into that. */
const asCommonJs = {
  name: 'as-common-js',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const file of outputFiles) {
        const { code } = await transform(file.text, { format: 'cjs', platform: 'node', target: 'node20', minify: release, sourcemap: release ? false : 'inline', supported: { 'dynamic-import': false } });
        file.contents = Buffer.from(code);
        if (watch) writeWhole(file);
      }
    });
  },
};

/** What runs in the editor's window. What is imported late lies in files of its own, loaded when it is wanted. */
const forEditor = {
  ...forNode,
  entryPoints: { extension: 'src/extension/extension.ts' },
  format: 'esm',
  splitting: true,
  chunkNames: 'extension/[name]-[hash]',
  sourcemap: release ? false : 'inline',
  write: false,
  plugins: [asCommonJs],
};

const forBrowser = { ...common, entryPoints: webviews(), platform: 'browser', target: 'es2023', format: 'iife' };

function copySqliteBinary() {
  const require = createRequire(import.meta.url);
  const { getPrebuildPath } = require(join(dirname(require.resolve('better-sqlite3/package.json')), 'lib', 'binding.js'));
  const from = getPrebuildPath();
  if (from === null) return; // a platform without a binary: node:sqlite does the work there
  const to = join(out, 'better_sqlite3.node');
  copyFileSync(from, `${to}.new`);
  renameSync(`${to}.new`, to); // never written in place: a running process has it mapped
}

/** Each file appears whole: another process may be starting from the one that is replaced. */
function writeWhole({ path, contents }) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, contents);
  renameSync(`${path}.new`, path);
}

async function buildOnce(job) {
  const { outputFiles, metafile } = await build({ ...job, write: false, metafile: true });
  for (const file of outputFiles) writeWhole(file);
  return Object.keys(metafile.inputs);
}

/** Whose code ships inside the bundles, with the licences that ask to be shipped with it. */
function writeNotices(inputs) {
  const packages = new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  packages.add('node_modules/better-sqlite3');
  const notices = [...packages].sort((a, b) => (a < b ? -1 : 1)).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    return `${name} ${version} (${license})\n\n${file === undefined ? 'No licence text in the package.' : readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
  });
  writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
}

const startedAt = Date.now();
if (release) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
copySqliteBinary();
const jobs = [forNode, forEditor, forBrowser].filter((job) => Object.keys(job.entryPoints).length > 0);
if (watch) {
  for (const job of jobs) await (await context({ ...job, logLevel: 'info' })).watch();
} else {
  const inputs = await Promise.all(jobs.map(buildOnce)).catch(() => process.exit(1)); // esbuild has said where and why
  if (release) writeNotices(inputs.flat());
  // What a run from the checkout compares its sources with (test/build.ts).
  if (!release) writeFileSync(join(out, '.built'), String(startedAt));
}
