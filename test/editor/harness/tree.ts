import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

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
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
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
    return await until(`${String(words)} in the tree`, async () => {
      const text = await this.text();
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

  /** Opens a row that has others below it, and waits until they are there. */
  async expand(label: string): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    const state = async (): Promise<string> => await row.getAttribute('aria-expanded', { timeout: 1_000 }).then((value) => value ?? 'leaf', () => 'gone');
    // A tree that is filled anew at that moment loses the click, and one that opens by itself is closed by it.
    await until(`${label} to open`, async () => {
      if ((await state()) === 'false') await row.locator('.monaco-tl-twistie').click();
      await this.#page.waitForTimeout(300);
      return (await state()) === 'true' ? true : undefined;
    });
  }

  async click(label: string, options: { readonly modifiers?: readonly ('Control' | 'Shift')[] } = {}): Promise<void> {
    await this.#hideHover();
    await this.row(label).locator('.monaco-icon-label').first().click({ modifiers: [...(options.modifiers ?? [])] });
  }

  /** Right-clicks a row and picks an entry; the menu is opened again until the entry is there, since extensions load late. */
  async pickFromMenu(label: string, entry: string): Promise<void> {
    await this.row(label).waitFor();
    await until(`the menu entry "${entry}" on ${label}`, async () => {
      const entries = await this.menuOf(label);
      if (entries.includes(entry.split(' > ')[0] ?? entry)) return true;
      await this.#closeMenu();
      return undefined;
    });
    await this.#menus.pickFromOpenMenu(entry);
  }

  /** Opens the context menu of a row and returns its entries; it stays open. */
  async menuOf(label: string): Promise<readonly string[]> {
    await this.#hideHover();
    await this.row(label).click({ button: 'right' });
    const menu = this.#page.locator('.monaco-menu').first();
    await menu.waitFor();
    return await menu.locator('.action-item .action-label:not(.separator)').allInnerTexts();
  }

  /** Clicks an icon that a row shows under the mouse, by the beginning of its label. */
  async clickInline(label: string, action: string): Promise<void> {
    const row = this.row(label);
    await row.hover();
    await row.locator(`.action-label[aria-label^="${action}"], .action-label[title^="${action}"]`).first().click();
  }

  /** Clicks an icon of the section's title. */
  async clickTitle(action: string): Promise<void> {
    await this.#pane.locator('.pane-header').first().hover();
    await this.#page.locator(`.action-label[aria-label^="${action}"]`).first().click();
  }

  /** The welcome text of an empty view, with its buttons. */
  async welcome(): Promise<string> {
    return (await this.#pane.locator('.welcome-view-content').innerText()).trim();
  }

  async clickWelcome(button: string): Promise<void> {
    await this.#pane.locator('.welcome-view-content').getByRole('button', { name: button }).click();
  }

  /** The hover of a row as text; waits for it. */
  async tooltip(label: string): Promise<string> {
    const hover = this.#page.locator('.workbench-hover .hover-contents, .monaco-hover .hover-contents').locator('visible=true').first();
    // A row that is drawn anew under the mouse shows nothing until the mouse comes again.
    const text = await until(`the hover of ${label}`, async () => {
      await this.#page.mouse.move(0, 0);
      await this.row(label).locator('.monaco-icon-label').first().hover();
      await hover.waitFor({ timeout: 3_000 }).catch(() => undefined);
      const shown = await hover.innerText({ timeout: 500 }).catch(() => undefined);
      return shown?.includes('Loading...') === true ? await hover.filter({ hasNotText: 'Loading...' }).innerText({ timeout: 3_000 }).catch(() => undefined) : shown;
    });
    await this.#hideHover();
    return text;
  }

  /** Takes the mouse away, so that no hover lies over what is clicked next. */
  async #hideHover(): Promise<void> {
    await this.#page.mouse.move(0, 0);
    await this.#page.locator('.workbench-hover .hover-contents').first().waitFor({ state: 'hidden' });
  }

  async #closeMenu(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#page.locator('.monaco-menu').first().waitFor({ state: 'hidden' });
  }

  get #rows(): Locator {
    return this.#pane.locator('.monaco-list-row');
  }
}
