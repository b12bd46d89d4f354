// node test/bench/editor.ts [--quick]: activation and first tree in the real editor, where the set-up has unpacked it.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { format } from 'node:util';
import { build } from 'esbuild';
import { createOperations } from '../../src/registry/createOperations.ts';
import { workbenchAddress } from '../editor/harness/openWorkbench.ts';
import { startBrowser } from '../editor/harness/startBrowser.ts';
import { startVscodeServer } from '../editor/harness/vscodeServer.ts';
import { editorIsThere } from '../setup/editor.mjs';
import { root } from '../step.ts';
import { type Bench, bench, gitProject } from './benchFolder.ts';
import { middle, report } from './figure.ts';

const MODEL_ROW = '[role="treeitem"][aria-label*="bench-model"]';

/** What the suite says from inside the host. */
interface Said {
  readonly awake: boolean;
  /** When it asked for the extension, by the clock. */
  readonly at: number;
  readonly activate: number;
  /** Longest stop of the host's loop from then until the view was there. */
  readonly stopped: number;
}

/** One window, from its start to the first row of the tree; milliseconds. */
interface Opening extends Omit<Said, 'awake' | 'at'> {
  /** From the moment that the extension was asked for: activation, sidecar, registry, rows on the screen. */
  readonly firstTree: number;
}

await bench(async (bench) => {
  if (!editorIsThere()) {
    console.log('Activation and first tree: not measured, the editor is not unpacked (npm run editor does it).');
    return;
  }
  const extensionDevelopmentPath = stageExtension(bench);
  const folder = await modelProject(bench);
  const suite = join(bench.folder, 'editorSuite.js');
  await build({ entryPoints: [join(import.meta.dirname, 'editorSuite.ts')], outfile: suite, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'], logLevel: 'warning' });
  const openings: Opening[] = [];
  for (let round = 0; round < (bench.quick ? 1 : 3); round++) openings.push(await openOnce(folder, extensionDevelopmentPath, suite, join(bench.folder, `done-${round}`)));
  report({ figure: 'editor: activate', value: middle(openings.map(({ activate }) => activate)), unit: 'ms', budget: { most: 50 } });
  report({ figure: 'editor: first tree, from cold', value: middle(openings.map(({ firstTree }) => firstTree)), unit: 'ms', budget: { most: 700 } });
  report({ figure: 'editor: host stopped, until the first tree', value: middle(openings.map(({ stopped }) => stopped)), unit: 'ms', budget: { most: 16 } });
});

/** The extension as it ships, but woken by the suite alone: at start-up its time could not be told from that of others. */
function stageExtension({ folder, program }: Bench): string {
  const stage = join(folder, 'extension');
  cpSync(program, join(stage, 'dist'), { recursive: true });
  for (const name of ['package.nls.json', 'media']) cpSync(join(root, name), join(stage, name), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  writeFileSync(join(stage, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  return stage;
}

async function modelProject({ folder, program }: Bench): Promise<string> {
  const cwd = gitProject(folder, 'project');
  const host = createOperations({ programFolder: program, env: process.env, ledger: 'inProcess' });
  await host.run('initRegistry', { cwd, name: 'bench' });
  for (let i = 0; i < 10; i++) {
    writeFileSync(join(cwd, 'model.bin'), `weights ${i}`);
    await host.run('commitVersion', { cwd, paths: ['model.bin'], model: 'bench-model' });
  }
  await host.dispose();
  return cwd;
}

async function openOnce(folder: string, extensionDevelopmentPath: string, extensionTestsPath: string, done: string): Promise<Opening> {
  const [server, browser] = await Promise.all([startVscodeServer({ env: { BENCH_EDITOR_DONE: done } }), startBrowser()]);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const said = Promise.withResolvers<Said>();
    const ended = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (_type: string, parts: readonly unknown[]) => {
      const text = /BENCH (\{.*\})/.exec(format(...parts))?.[1];
      if (text !== undefined) said.resolve(JSON.parse(text) as Said);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
    await page.goto(workbenchAddress(server.authority, { folder, extensionDevelopmentPath, extensionTestsPath }));
    const row = await page.waitForFunction((selector) => document.querySelector(selector) !== null && Date.now(), MODEL_ROW, { polling: 'raf', timeout: 60_000 });
    const seen = Number(await row.jsonValue());
    writeFileSync(done, '');
    const { awake, at, activate, stopped } = await said.promise;
    await Promise.race([ended.promise, pause(3_000)]);
    if (awake) throw new Error('The extension was awake before it was asked for.');
    return { activate, stopped, firstTree: seen - at };
  } finally {
    await browser.close();
    await server.dispose();
  }
}
