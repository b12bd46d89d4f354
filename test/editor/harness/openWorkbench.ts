import { root } from '../../step.ts';
import { startBrowser } from './startBrowser.ts';
import { type ServerOptions, startVscodeServer } from './vscodeServer.ts';
import { Workbench } from './workbench.ts';

/** How a window is opened. */
export interface WorkbenchOptions extends ServerOptions {
  /** Folder to open; none opens an empty window. */
  readonly folder?: string;
  /** A `.code-workspace` file to open instead of a folder. */
  readonly workspace?: string;
  /** Folder of the extension to load from source: the checkout, unless a VSIX is installed instead or it is null. */
  readonly extensionDevelopmentPath?: string | null;
  /** Module with `run()` to run inside the extension host; see runHostSuite. */
  readonly extensionTestsPath?: string;
  /** A theme as its list names it: `Dark Modern`, `Light Modern`, `Dark High Contrast`, `Light High Contrast`. */
  readonly theme?: string;
  /** Size of the window in CSS pixels. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** The address that shows a folder with an extension loaded from source. */
export function workbenchAddress(authority: string, options: WorkbenchOptions): string {
  const source = options.extensionDevelopmentPath === undefined && options.install === undefined ? root : options.extensionDevelopmentPath;
  const payload = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true']];
  if (typeof source === 'string') payload.push(['extensionDevelopmentPath', `vscode-remote://${authority}${source}`]);
  if (options.extensionTestsPath !== undefined) payload.push(['extensionTestsPath', `vscode-remote://${authority}${options.extensionTestsPath}`]);
  const opened = options.workspace === undefined ? (['folder', options.folder] as const) : (['workspace', options.workspace] as const);
  const where = opened[1] === undefined ? 'ew=true' : `${opened[0]}=${encodeURIComponent(opened[1])}`;
  return `http://${authority}/?${where}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** Starts VS Code and a browser, each with nothing in it but what the options say, and waits until the window is usable. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const [server, browser] = await Promise.all([startVscodeServer(options), startBrowser()]);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.dispose();
  };
  try {
    const context = await browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
    context.setDefaultTimeout(60_000);
    const workbench = await Workbench.open(context, server, workbenchAddress(server.authority, options), close);
    if (options.theme !== undefined) await workbench.setTheme(options.theme);
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}
