import { format } from 'node:util';
import { buildHostSuite } from '../../host/buildHostSuite.ts';
import { workbenchAddress } from './openWorkbench.ts';
import { startBrowser } from './startBrowser.ts';
import { startVscodeServer } from './vscodeServer.ts';

/** How a run of the suite inside the extension host ended. */
export interface HostSuiteResult {
  /** 0 when every test passed. */
  readonly exitCode: number;
  /** The console of the extension host: the report of the tests. */
  readonly log: string;
}

/** Runs the suite of test/host inside the extension host of a window that shows `folder`. */
export async function runHostSuite(folder: string): Promise<HostSuiteResult> {
  const extensionTestsPath = await buildHostSuite();
  const [server, browser] = await Promise.all([startVscodeServer(), startBrowser()]);
  try {
    const page = await browser.newPage();
    const lines: string[] = [];
    const exit = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (_type: string, parts: readonly unknown[]) => void lines.push(format(...parts)));
    await page.exposeFunction('codeAutomationExit', (code: number) => exit.resolve(code));
    await page.goto(workbenchAddress(server.authority, { folder, extensionTestsPath }));
    return { exitCode: await exit.promise, log: lines.join('\n') };
  } finally {
    await browser.close();
    await server.dispose();
  }
}
