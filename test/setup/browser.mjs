// Chromium for the editor tests: an installed one where npm has none for this machine, else the one that npm brought.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cache, projectNode, root, run, SetupError } from './machine.mjs';

/** npm's Chromium is made for one platform; elsewhere the person's own browser does it. */
const packed = process.platform === 'linux' && process.arch === 'x64';
const version = packageVersion();
const folder = join(cache, `chromium-${version}`);

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Of package.json, since node_modules may not be there yet. */
function packageVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies['@sparticuz/chromium'];
}

function installedBrowser() {
  const own = process.env.MODELKEEP_CHROMIUM;
  if (own !== undefined && own !== '') return own;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)));
  return [...onPath, ...places].find((path) => existsSync(path));
}

/** How to start the browser: program, the environment it needs on top, and whether it is the packed one. */
export function browser() {
  if (!packed || process.env.MODELKEEP_CHROMIUM) {
    const program = installedBrowser();
    if (program === undefined) throw new SetupError('No browser was found: install Chrome, Chromium or Edge (or set MODELKEEP_CHROMIUM), or run npm test -- --no-editor');
    return { program, env: {}, packed: false };
  }
  const libraries = [process.env.LD_LIBRARY_PATH, join(folder, 'al2023', 'lib')].filter(Boolean).join(':');
  return { program: join(folder, 'chromium'), env: { FONTCONFIG_FILE: join(folder, 'fonts.conf'), LD_LIBRARY_PATH: libraries }, packed: true };
}

export function browserIsThere() {
  return packed && !process.env.MODELKEEP_CHROMIUM ? existsSync(folder) : installedBrowser() !== undefined;
}

/** Unpacks Chromium, a font and the few libraries that a bare Linux lacks, under another name first. */
export function installBrowser() {
  if (!packed || process.env.MODELKEEP_CHROMIUM) return void browser();
  console.error('setup: unpacking Chromium (about 5 s, once)');
  const fresh = `${folder}.partial`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  // The package unpacks into the temporary folder of its process and trusts what it finds there: it gets an empty one.
  const program = `
    import { createRequire } from 'node:module';
    import { dirname, join } from 'node:path';
    const chromium = await import('@sparticuz/chromium');
    await chromium.default.executablePath();
    const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    await chromium.inflate(join(dirname(main), '..', '..', 'bin', 'al2023.tar.br'));`;
  run(projectNode(), ['--input-type=module', '-e', program], {
    cwd: root,
    env: { ...process.env, TMPDIR: fresh },
    sentence: 'Chromium could not be unpacked',
  });
  writeFileSync(join(fresh, 'fonts.conf'), fontsConfiguration());
  renameSync(fresh, folder);
}

/** The system's fonts first, ours where there are none. */
function fontsConfiguration() {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${join(folder, 'fonts').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</dir>
  <cachedir>${join(folder, 'font-cache').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</cachedir>
</fontconfig>
`;
}
