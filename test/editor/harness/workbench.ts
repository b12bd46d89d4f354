import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { root } from '../../step.ts';
import { keptTexts } from './keptTexts.ts';
import { Notifications } from './notifications.ts';
import { QuickInput } from './quickInput.ts';
import { Terminal } from './terminal.ts';
import { Tree } from './tree.ts';
import { repeatUntil } from './repeatUntil.ts';
import { until } from './until.ts';
import type { VscodeServer } from './vscodeServer.ts';

/** How long anything may take to show, in ms: a machine that does other things beside is slow. */
const PATIENCE_MS = 60_000;

/** A webview's innermost frame and its text when it was looked at. */
interface Shown {
  readonly frame: Locator;
  readonly text: string;
}

/** One window of the editor, as a person sees and uses it. */
export class Workbench {
  readonly page: Page;
  readonly server: VscodeServer;
  /** The quick pick or input box that is open. */
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly terminal: Terminal;
  /** Lines that the page and the extension host wrote to the console. */
  readonly console: readonly string[];
  readonly #close: () => Promise<void>;

  constructor(page: Page, server: VscodeServer, close: () => Promise<void>) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    this.server = server;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.terminal = new Terminal(this);
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    this.console = lines;
    this.#close = close;
  }

  /** Opens an address in a new page and waits until the window is drawn and connected to its extension host. */
  static async open(context: BrowserContext, server: VscodeServer, address: string, close: () => Promise<void>): Promise<Workbench> {
    const page = await context.newPage();
    const workbench = new Workbench(page, server, close);
    await page.goto(address);
    await page.locator('.monaco-workbench .part.activitybar').waitFor();
    await page.locator('.statusbar-item').first().waitFor();
    return workbench;
  }

  /** A second window of the same server, on the same folder; closing it leaves this one open. */
  async openSecondWindow(): Promise<Workbench> {
    const context = this.page.context();
    const before = this.page.url();
    const opened = await Workbench.open(context, this.server, before, async () => await opened.page.close());
    return opened;
  }

  /** Runs a command by its title in the palette, such as `Models: Show Log`. */
  async runCommand(title: string): Promise<void> {
    // The palette lists what it knew when it was opened, extensions load late, and a new window may take the focus from it.
    const hasLeft = async (): Promise<boolean> => !(await this.quickInput.isOpen()) || !(await this.quickInput.value()).startsWith('>');
    await until(`the command "${title}"`, async () => {
      if (!(await this.openPalette(title).then(() => true, () => false))) return undefined;
      if (await this.quickInput.has(title)) return await this.quickInput.pick(title, hasLeft).then(() => true, () => undefined);
      await this.quickInput.cancel();
      await this.quickInput.waitUntilClosed();
      return undefined;
    });
  }

  /** Opens the command palette with a text typed into it. */
  async openPalette(text: string): Promise<void> {
    const isOpen = async (): Promise<boolean> => (await this.quickInput.isOpen()) && (await this.quickInput.value()).startsWith('>');
    await repeatUntil('to open the palette', async () => await this.page.keyboard.press('F1'), isOpen);
    await this.quickInput.type(`>${text}`);
  }

  /** The rows of a view, by the title of its section. Reveals nothing by itself. */
  tree(title: string): Tree {
    const header = this.page.locator(`.pane-header[aria-label^="${title}"]`);
    return new Tree(this.page, this.page.locator('.split-view-view > .pane').filter({ has: header }).first(), this);
  }

  /** The Explorer's tree of files. */
  get explorer(): Tree {
    return new Tree(this.page, this.page.locator('.explorer-folders-view'), this);
  }

  /** Right-clicks a path of the Explorer (its folders are opened on the way) and picks an entry of the menu. */
  async rightClickInExplorer(path: string, entry: string): Promise<void> {
    const parts = path.split('/');
    for (const folder of parts.slice(0, -1)) await this.explorer.expand(folder);
    await this.explorer.pickFromMenu(parts.at(-1) ?? path, entry);
  }

  /** Picks an entry of the context menu that is open; `Submenu > Entry` goes through a submenu. Throws soon when it is not there. */
  async pickFromOpenMenu(entry: string): Promise<void> {
    const names = entry.split(' > ');
    const rowOf = (name: string): Locator => this.menuEntries.filter({ has: this.page.getByText(name, { exact: true }) }).last();
    for (const [index, name] of names.entries()) {
      const next = names[index + 1];
      // A menu that has just opened takes no click for a tenth of a second.
      const isDone = async (): Promise<boolean> => (next === undefined ? !(await this.page.locator('.monaco-menu').first().isVisible()) : await rowOf(next).isVisible());
      await rowOf(name).hover({ timeout: 3_000 });
      await repeatUntil(`to pick "${name}"`, async () => await rowOf(name).click({ timeout: 1_000 }), isDone, 1_000);
    }
    await this.menuEntries.first().waitFor({ state: 'hidden', timeout: 3_000 }); // a menu that has just opened does not listen yet
  }

  /** The entries of the menu that is open. */
  get menuEntries(): Locator {
    return this.page.locator('.monaco-menu .action-item:not(.disabled)').filter({ has: this.page.locator('.action-label:not(.separator)') });
  }

  /** Clicks an icon of the activity bar by the beginning of its label. */
  async openActivity(label: string): Promise<void> {
    const icon = this.page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${label}"])`);
    await icon.waitFor();
    const isOpen = async (): Promise<boolean> => (await icon.getAttribute('class').catch(() => null))?.includes('checked') === true;
    await repeatUntil(`to open ${label}`, async () => {
      if (!(await isOpen())) await icon.click({ timeout: 3_000 });
    }, isOpen);
  }

  /** Text of the status bar item whose text or label has the given words in it; waits for it. */
  statusBarItem(words: string): Locator {
    const page = this.page;
    return page.locator('.statusbar-item').filter({ hasText: words }).or(page.locator(`.statusbar-item:has([aria-label*="${words}"])`)).first();
  }

  /** Chooses a file in an open dialog, which in a remote window is a box for a path with a list below. */
  async chooseFile(path: string): Promise<void> {
    const [folder, name] = [`${dirname(path)}/`, basename(path)];
    await this.quickInput.waitFor('..');
    // The dialog fills its box once it has read its first folder, whatever was typed until then.
    await until(`${path} in the dialog`, async () => {
      await this.quickInput.type(folder);
      const listed = (await this.quickInput.has(name)) && (await this.quickInput.rows()).some((row) => row.startsWith(name));
      return listed && (await this.quickInput.value()) === folder ? true : undefined;
    });
    await this.quickInput.pick(name);
  }

  /** Chooses a folder in such a dialog, by its button. */
  async chooseFolder(path: string, button: string): Promise<void> {
    await this.#answerDialog(`${path}/`, button);
  }

  /** Names a file to be written in such a dialog. */
  async saveFile(path: string): Promise<void> {
    await this.#answerDialog(path, 'OK');
  }

  /** The dialog fills its box once it has read its first folder, whatever was typed until then; so it is asked again until it is closed. */
  async #answerDialog(path: string, button: string): Promise<void> {
    await this.quickInput.waitFor('..');
    await until(`the dialog to take ${path}`, async () => {
      await this.quickInput.type(path);
      if (!(await this.quickInput.has('..')) || (await this.quickInput.value()) !== path) return undefined;
      await this.page.locator('.quick-input-widget').getByRole('button', { name: button }).click({ timeout: 5_000 }).catch(() => undefined);
      return await this.quickInput.waitUntilClosed(2_000).then(() => true, () => undefined);
    });
  }

  /** What is on the clipboard. */
  async clipboard(): Promise<string> {
    return await this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Chooses a theme by its name in the list; the setting is looked at only when a person changes it. */
  async setTheme(name: string): Promise<void> {
    // A window that has just opened fills the list in parts, and may take the focus from it.
    await until(`the theme "${name}"`, async () => {
      await this.runCommand('Preferences: Color Theme');
      const listed = await this.quickInput.has('Light Modern');
      if (listed) await this.quickInput.type(name);
      if (listed && (await this.quickInput.has(name))) return true;
      await this.quickInput.cancel();
      await this.quickInput.waitUntilClosed();
      return undefined;
    });
    await this.quickInput.pick(name);
    await this.quickInput.waitUntilClosed();
    await this.page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor();
    await this.page.waitForTimeout(1_000); // colours follow a moment later, with nothing to tell by
  }

  /** Titles of the editor tabs. */
  async tabs(): Promise<readonly string[]> {
    return await this.page.locator('.tabs-container .tab').evaluateAll((tabs) =>
      tabs.map((tab) => ['.label-name', '.label-suffix'].map((part) => tab.querySelector(part)?.textContent ?? '').join('')),
    );
  }

  /** Text of the code editor that has the focus, as far as it is on the screen. */
  async editorText(): Promise<string> {
    const lines = await this.page.locator('.editor-group-container.active .view-lines .view-line').evaluateAll((rows) =>
      rows
        .map((row) => ({ top: Number.parseFloat((row as HTMLElement).style.top), text: row.textContent.replaceAll('\u00a0', ' ') }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.join('\n');
  }

  /** The text of the webview or Markdown preview that shows the given words; waits for it. */
  async webviewText(words: string): Promise<string> {
    return (await this.#webview(words)).text;
  }

  /** The innermost frame of the webview that shows the given words; waits for it. */
  async webviewFrame(words: string): Promise<Locator> {
    return (await this.#webview(words)).frame;
  }

  /** Whether a webview shows the given words now. */
  async isInWebview(words: string): Promise<boolean> {
    return (await this.#lookIntoWebviews(words)) !== undefined;
  }

  async #webview(words: string): Promise<Shown> {
    return await until(`a webview with "${words}"`, async () => await this.#lookIntoWebviews(words));
  }

  async #lookIntoWebviews(words: string): Promise<Shown | undefined> {
    for (const frame of this.page.frames()) {
      const text = frame.url().includes('fake.html') ? await frame.locator('body').innerText({ timeout: 1_000 }).catch(() => '') : '';
      if (text.includes(words)) return { frame: frame.locator('html'), text };
    }
    return undefined;
  }

  /** Waits until the window has written down what pages keep over a reload, with these words in it: it does so now and then, when it has time. */
  async waitUntilKept(words: string): Promise<void> {
    await until(`"${words}" to be kept`, async () => ((await keptTexts(this.page)).includes(words) ? true : undefined));
  }

  /** Writes a picture of the window, named without extension, into a folder; the mouse is out of the way. */
  async screenshot(name: string, folder: string = join(root, '.cache', 'screenshots')): Promise<string> {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' }); // what fades in is there
    return path;
  }

  /** Closes the window; for the first one, the browser, the server and every process that it started, too. */
  async close(): Promise<void> {
    await this.#close();
  }
}
