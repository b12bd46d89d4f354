// node test/editor/pictures.ts [--theme NAME]… [--view NAME]… [--folder DIR]: what people see, in every theme, for looking at
// (.cache/screenshots); with --readme those of the README, in Light Modern (media).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeVersions, putSample } from '../demo/makeSample.ts';
import { Shell } from '../demo/shell.ts';
import { root } from '../step.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import { type Person, teamInSample } from './pictured/team.ts';
import { VIEWS } from './pictured/views.ts';

const THEMES = ['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast'];
const IN_README = ['tree', 'commit', 'request'];
const asked = parseArgs({ options: { theme: { type: 'string', multiple: true }, view: { type: 'string', multiple: true }, folder: { type: 'string' }, readme: { type: 'boolean', default: false } } }).values;
const views = asked.readme ? IN_README : asked.view;

for (const theme of asked.readme ? ['Light Modern'] : (asked.theme ?? THEMES)) await inNewRegistry(async (folder, ben) => await takePictures(theme, folder, ben));

/** A registry of its own for each theme: some views change it. Keys and names in the pictures are nobody's. */
async function inNewRegistry(use: (folder: string, ben: Person) => Promise<void>): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'modelkeep-pictures-'));
  try {
    const gitConfig = join(base, 'gitconfig');
    writeFileSync(gitConfig, '[user]\n\tname = Ana\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n');
    Object.assign(process.env, { MODELKEEP_HOME: join(base, 'home'), GIT_CONFIG_GLOBAL: gitConfig });
    const folder = join(base, 'iris');
    const shell = new Shell({ folder, quiet: true });
    putSample(folder, shell);
    makeVersions(folder, shell);
    await use(folder, teamInSample(folder, join(base, 'others'), asked.readme));
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function takePictures(theme: string, folder: string, ben: Person): Promise<void> {
  const size = { width: 1120, height: 760 };
  const bin = join(folder, '..', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'modelkeep'), `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist', 'cli.js')}' "$@"\n`, { mode: 0o755 });
  const window = await openWorkbench({ folder, theme, size, env: { PATH: `${bin}:${process.env['PATH']}`, PS1: '$ ' } });
  const take = async (view: string): Promise<void> => {
    if (!asked.readme) await window.screenshot(`${view}-${theme.toLowerCase().replaceAll(' ', '-')}`, asked.folder);
    else if (IN_README.includes(view)) await window.screenshot(view, join(root, 'media'));
  };
  try {
    for (const [name, view] of Object.entries(VIEWS)) {
      if (views?.includes(name) === false) continue;
      const began = Date.now();
      await view({ window, folder, ben, take }).catch(async (error: unknown) => {
        process.exitCode = 1;
        console.error(`${theme}, ${name}:`, error);
        await take(`failed-${name}`);
        for (let times = 0; times < 3; times += 1) await window.page.keyboard.press('Escape');
      });
      console.log(`${theme}: ${name} in ${Math.round((Date.now() - began) / 1_000)} s`);
    }
  } finally {
    await window.close();
  }
}
