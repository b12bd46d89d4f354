import type { Locator, Page } from 'playwright-core';
import { repeatUntil } from './repeatUntil.ts';
import { until } from './until.ts';

/** What the extension says when the row that a command was chosen on was being drawn anew. */
const LOST = 'The rows changed just then.';
/** How long it may take until it is said, in ms: so long at least, and so long at most when nothing else tells that the command runs. */
const [LOST_AT_LEAST_MS, LOST_AT_MOST_MS] = [300, 3_000];

/** One row of a tree, as it is shown. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** 1 for the outermost. */
  readonly level: number;
  /** Undefined for a row that has nothing below it. */
  readonly expanded: boolean | undefined;
}

/** Whoever can take an entry of a context menu once it is open. */
interface MenuOwner {
  pickFromOpenMenu(entry: string): Promise<void>;
}

/** A view's rows. A row is found by its label, or by the beginning of its label, description or aria-label. */
export class Tree {
  readonly #page: Page;
  readonly #pane: Locator;
  readonly #menus: MenuOwner;

  constructor(page: Page, pane: Locator, menus: MenuOwner) {
    this.#page = page;
    this.#pane = pane;
    this.#menus = menus;
  }

  /** Opens the section when it is folded. */
  async open(): Promise<void> {
    const header = this.#pane.locator('.pane-header').first();
    await header.waitFor();
    const isFolded = async (): Promise<boolean> => (await header.getAttribute('aria-expanded')) === 'false';
    await repeatUntil('to open the section', async () => {
      if (await isFolded()) await header.click({ timeout: 2_000 });
    }, async () => !(await isFolded()));
  }

  /** The rows on the screen, from the top. */
  async rows(): Promise<readonly TreeRow[]> {
    return await this.#rows.evaluateAll((elements) =>
      elements
        .map((row) => {
          const text = (selector: string): string => row.querySelector(selector)?.textContent.replaceAll('\u00a0', ' ').trim() ?? '';
          const expanded = row.getAttribute('aria-expanded');
          return {
            index: Number(row.getAttribute('data-index')),
            label: text('.label-name'),
            description: text('.label-description'),
            ariaLabel: row.getAttribute('aria-label') ?? '',
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
          };
        })
        .sort((a, b) => a.index - b.index)
        .map(({ label, description, ariaLabel, level, expanded }) => ({ label, description, ariaLabel, level, expanded })),
    );
  }

  /** Rows as text with indentation, for comparing a whole tree at a glance: label, two spaces, description. */
  async text(): Promise<string> {
    const rows = await this.rows();
    return rows.map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}${description === '' ? '' : `  ${description}`}`).join('\n');
  }

  /** The same, once it has the given words. */
  async textWith(words: string | RegExp): Promise<string> {
    let text = '';
    return await until(() => `${String(words)} in the tree, which is\n${text}`, async () => {
      text = await this.text();
      return (typeof words === 'string' ? text.includes(words) : words.test(text)) ? text : undefined;
    });
  }

  /** The row of a label; waits for nothing. */
  row(label: string): Locator {
    const exact = this.#page.locator('.label-name').getByText(label, { exact: true });
    const named = this.#page.locator(`[aria-label^="${label.replaceAll('"', '\\"')}"]`);
    return this.#rows.filter({ has: exact }).or(this.#rows.and(named)).first();
  }

  async waitForRow(label: string): Promise<void> {
    await this.row(label).waitFor();
  }

  /** Opens a row that has others below it. */
  async expand(label: string): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    const state = async (): Promise<string> => await row.getAttribute('aria-expanded', { timeout: 1_000 }).then((value) => value ?? 'leaf', () => 'gone');
    // A tree that is filled anew at that moment loses the click, and one that opens by itself is closed by it.
    await repeatUntil(`to open ${label}`, async () => {
      if ((await state()) === 'false') await row.locator('.monaco-tl-twistie').click({ timeout: 2_000 });
    }, async () => (await state()) === 'true', 1_000);
  }

  /** Clicks a row, and waits until it is selected. */
  async click(label: string, options: { readonly modifiers?: readonly ('Control' | 'Shift')[] } = {}): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    await repeatUntil(`to click ${label}`, async () => {
      await this.#hideHover();
      await row.locator('.monaco-icon-label').first().click({ modifiers: [...(options.modifiers ?? [])], timeout: 2_000 });
    }, async () => (await row.getAttribute('class', { timeout: 1_000 }).catch(() => null))?.includes('selected') === true, 3_000);
  }

  /**
   * Right-clicks a row and picks an entry. The menu is opened again until the entry is there, since extensions load late; and when the
   * row was drawn anew under it, which the extension says.
   */
  async pickFromMenu(label: string, entry: string): Promise<void> {
    let picked = false;
    await this.row(label).waitFor();
    await repeatUntil(`to pick "${entry}" from the menu of ${label}`, async () => {
      const before = await this.#whatCommandsChange();
      if (!(await this.menuOf(label)).includes(entry.split(' > ')[0] ?? entry)) return await this.#closeMenu();
      await this.#menus.pickFromOpenMenu(entry).catch(async (error: unknown) => {
        await this.#closeMenu();
        throw error;
      });
      picked = !(await this.#isLost(before));
    }, async () => picked, 500);
  }

  /** Whether the extension says that the row was gone; waits until it says so, or something else shows that the command runs. */
  async #isLost(before: string): Promise<boolean> {
    const begun = Date.now();
    for (; Date.now() - begun < LOST_AT_MOST_MS; await this.#page.waitForTimeout(50)) {
      const runs = Date.now() - begun >= LOST_AT_LEAST_MS && (await this.#whatCommandsChange()) !== before;
      if (await this.#saidThatItWasLost()) return true;
      if (runs) return false;
    }
    return false;
  }

  /** Boxes, dialogs, tabs, messages and the status bar, as text: nearly every command does something to them. */
  async #whatCommandsChange(): Promise<string> {
    return await this.#page.evaluate(() => {
      const places = ['.quick-input-widget:not([style*="display: none"])', '.monaco-dialog-box', '.tabs-container', '.notifications-center.visible', '.statusbar'];
      return places.map((place) => document.querySelector(place)?.textContent).join('|');
    });
  }

  /** Whether a screen reader was told that the row of a command was gone; forgets it. */
  async #saidThatItWasLost(): Promise<boolean> {
    return await this.#page.locator('.monaco-alert').evaluateAll((alerts, words) => {
      const said = alerts.flatMap((alert) => [...alert.children]).filter((child) => child.textContent.includes(words));
      for (const child of said) child.textContent = '';
      return said.length > 0;
    }, LOST);
  }

  /** Opens the context menu of a row and returns its entries; it stays open. */
  async menuOf(label: string): Promise<readonly string[]> {
    const menu = this.#page.locator('.monaco-menu').first();
    await repeatUntil(`to open the menu of ${label}`, async () => {
      await this.#hideHover();
      await this.row(label).click({ button: 'right', timeout: 3_000 });
    }, async () => await menu.isVisible(), 3_000);
    return await menu.locator('.action-item .action-label:not(.separator)').allInnerTexts();
  }

  /** Clicks an icon that a row shows under the mouse, by the beginning of its label; again until `seen`, which tells that it was done. */
  async clickInline(label: string, action: string, seen: () => Promise<boolean>): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    await repeatUntil(`to click "${action}" on ${label}`, async () => {
      await row.hover({ timeout: 3_000 });
      await row.locator(`.action-label[aria-label^="${action}"], .action-label[title^="${action}"]`).first().click({ timeout: 3_000 });
    }, seen);
  }

  /** The welcome text of an empty view, with its buttons; empty while there is none. */
  async welcome(): Promise<string> {
    return (await this.#pane.locator('.welcome-view-content').innerText({ timeout: 1_000 }).catch(() => '')).trim();
  }

  /** Clicks a button of the welcome text, and waits until what it leads to has taken it away. */
  async clickWelcome(button: string): Promise<void> {
    const found = this.#pane.locator('.welcome-view-content').getByRole('button', { name: button });
    await repeatUntil(`to click ${button}`, async () => await found.click({ timeout: 2_000 }), async () => !(await found.isVisible()), 15_000);
  }

  /** The hover of a row as text, once it has the given words: a row shows what it knew until it is drawn anew. */
  async tooltip(label: string, words = ''): Promise<string> {
    const hovers = this.#page.locator('.workbench-hover .hover-contents, .monaco-hover .hover-contents').locator('visible=true');
    // A row that is drawn anew under the mouse shows nothing until the mouse comes again.
    const text = await until(`the hover of ${label}`, async () => {
      await this.#hideHover();
      await this.row(label).locator('.monaco-icon-label').first().hover({ timeout: 5_000 }).catch(() => undefined);
      for (const end = Date.now() + 4_000; Date.now() < end; await this.#page.waitForTimeout(50)) {
        const shown = (await hovers.allInnerTexts()).find((one) => one !== '' && !one.includes('Loading...') && one.includes(words));
        if (shown !== undefined) return shown;
      }
      return undefined;
    });
    await this.#hideHover();
    return text;
  }

  /** Takes the mouse away, so that no hover lies over what is clicked next. */
  async #hideHover(): Promise<void> {
    await this.#page.mouse.move(0, 0);
    await this.#page.locator('.workbench-hover .hover-contents').first().waitFor({ state: 'hidden' });
  }

  /** Leaves the menu, and the submenus before it. */
  async #closeMenu(): Promise<void> {
    const menu = this.#page.locator('.monaco-menu').first();
    await repeatUntil('to close the menu', async () => await this.#page.keyboard.press('Escape'), async () => !(await menu.isVisible()), 500);
  }

  get #rows(): Locator {
    return this.#pane.locator('.monaco-list-row');
  }
}
