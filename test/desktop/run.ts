import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { buildIfStale } from '../build.ts';
import { buildHostSuite } from '../host/buildHostSuite.ts';
import { root } from '../step.ts';

// The suite of test/host in the desktop editor: npm run test:desktop [-- VERSION]
// It downloads that editor once (into .cache), so it needs the internet and, on Linux, a display.
if (!buildIfStale()) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), 'modelkeep-desktop-'));
const [version = 'stable'] = process.argv.slice(2);
try {
  const extensionTestsPath = await buildHostSuite();
  process.exitCode = await runTests({
    version,
    cachePath: join(root, '.cache', 'vscode-test'),
    extensionDevelopmentPath: root,
    extensionTestsPath,
    launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', join(folder, '.user-data')],
  });
} catch (error) {
  console.error(`error: the desktop editor could not be tested: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
