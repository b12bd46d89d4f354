import type { Locator, Page } from 'playwright-core';
import { repeatUntil } from './repeatUntil.ts';
import { until } from './until.ts';

/** How long nothing changes in a list that has been filled, in ms. */
const STILL_MS = 200;

/** The box at the top of the window: quick picks, input boxes, the palette. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget');
  }

  /** Waits until it is open; with words, until its title, placeholder, rows or message have them. */
  async waitFor(words?: string): Promise<void> {
    await this.#widget.locator('input').first().waitFor();
    if (words === undefined) return;
    const placeholder = this.#page.locator(`input[placeholder*="${words}"]`);
    await this.#widget.filter({ hasText: words }).or(this.#widget.filter({ has: placeholder })).first().waitFor();
  }

  /** Waits until it is closed, `timeout` ms when given. */
  async waitUntilClosed(timeout?: number): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden', ...(timeout === undefined ? {} : { timeout }) });
  }

  async isOpen(): Promise<boolean> {
    return await this.#widget.isVisible();
  }

  /** Replaces what stands in the box. */
  async type(text: string): Promise<void> {
    await this.#input.fill(text, { timeout: 10_000 });
  }

  /** What stands in the box. */
  async value(): Promise<string> {
    return await this.#input.inputValue();
  }

  /** Waits until this stands in the box. */
  async waitForValue(text: string): Promise<void> {
    await until(`"${text}" in the box`, async () => ((await this.value()) === text ? true : undefined));
  }

  async placeholder(): Promise<string> {
    return (await this.#input.getAttribute('placeholder')) ?? '';
  }

  /** Title with step, such as `Commit model.safetensors (1/2)`. */
  async title(): Promise<string> {
    const title = await this.#widget.locator('.quick-input-title').innerText();
    const step = await this.#widget.locator('.quick-input-step').allInnerTexts();
    return [title, ...step].join(' ').trim();
  }

  /** The line below the box: prompt, validation or help. */
  async message(): Promise<string> {
    return await this.#widget.locator('.quick-input-message').innerText();
  }

  /** Rows as shown: label, description and detail of each, one space between. A box is shown before its rows are: waits until there are some, and they stand still. */
  async rows(): Promise<readonly string[]> {
    await this.#rows.first().waitFor();
    await this.#settledStep();
    const rows = await this.#rows.allInnerTexts();
    return rows.map((text) => text.replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ').trim());
  }

  /** The row that Enter would take. */
  async focusedRow(): Promise<string> {
    return (await this.#widget.locator('.monaco-list-row.focused').innerText()).replaceAll(/\s+/g, ' ').trim();
  }

  /** Whether a row has these words in its text, within the second that a list may take to fill. */
  async has(words: string): Promise<boolean> {
    const row = this.#rows.filter({ hasText: words }).first();
    return await row.waitFor({ timeout: 1_000 }).then(() => true, () => false);
  }

  /** Answers the box that has these words. */
  async answer(words: string, text: string): Promise<void> {
    await this.waitFor(words);
    await this.type(text);
    await this.accept();
  }

  /**
   * Clicks the first row whose label is exactly `label`, else the first one that has it in its text; waits for it, and until the box has
   * gone on, which `gone` tells where rows may change by themselves.
   */
  async pick(label: string, gone?: () => Promise<boolean>): Promise<void> {
    const having = this.#rows.filter({ hasText: label });
    await having.first().waitFor();
    const exact = this.#rows.filter({ has: this.#page.locator('.label-name').getByText(label, { exact: true }) });
    await this.#goOn(`to pick ${label}`, async () => await ((await exact.count()) > 0 ? exact : having).first().click({ timeout: 2_000 }), gone);
  }

  /** Sets the tick of the first row that has these words in its text; waits for the row, and until it is ticked, or is not. */
  async check(words: string, checked = true): Promise<void> {
    const row = this.#rows.filter({ hasText: words }).first();
    const isSo = async (): Promise<boolean> => (await row.getAttribute('aria-checked', { timeout: 1_000 }).catch(() => null)) === String(checked);
    await repeatUntil(`to tick ${words}`, async () => {
      await this.#settledStep(); // the ticks of a list come after its rows
      if (!(await isSo())) await row.click({ timeout: 2_000 });
    }, isSo, 2_000);
  }

  /** Presses Enter, and waits until the box has gone on: it is closed, or at another step, or says what is wrong. */
  async accept(): Promise<void> {
    if (await this.#widget.locator('.quick-input-list').isVisible()) await this.#rows.first().waitFor(); // the box is shown before its rows are
    await this.#goOn('to press Enter', async () => {
      await this.#input.focus({ timeout: 2_000 });
      await this.#page.keyboard.press('Enter');
    });
  }

  /** Clicks a button of the title or the box, by the beginning of its label; again until `seen`, which tells that it was done. */
  async press(label: string, seen: () => Promise<boolean>): Promise<void> {
    await repeatUntil(`to click ${label}`, async () => await this.#button(label).click({ timeout: 2_000 }), seen);
  }

  /**
   * Does what leads on from the step that is shown, again while it is still shown. A list that is filled anew draws other rows with the
   * elements it has, so that a click on one of them would meet another row: nothing is done until the rows stand still.
   */
  async #goOn(what: string, act: () => Promise<void>, gone?: () => Promise<boolean>): Promise<void> {
    let left: string | undefined;
    const hasGone = async (): Promise<boolean> => left !== undefined && (gone === undefined ? (await this.#step()) !== left : await gone());
    await repeatUntil(what, async () => {
      const shown = await this.#settledStep();
      if (await hasGone()) return;
      await act();
      left = shown;
    }, hasGone);
  }

  /** The step that is shown, once its rows stand still. */
  async #settledStep(): Promise<string> {
    let step = await this.#step();
    for (let since = Date.now(); Date.now() - since < STILL_MS; ) {
      await this.#page.waitForTimeout(30);
      const now = await this.#step();
      if (now !== step) [step, since] = [now, Date.now()];
    }
    return step;
  }

  /** What tells the step that is shown from others; empty when the box is closed. */
  async #step(): Promise<string> {
    return await this.#widget.evaluateAll((widgets) => {
      const shown = widgets.find((widget) => (widget as HTMLElement).offsetParent !== null || getComputedStyle(widget).display !== 'none');
      if (shown === undefined) return '';
      const text = (selector: string): string => [...shown.querySelectorAll(selector)].map((element) => element.textContent).join();
      const input = shown.querySelector<HTMLInputElement>('.quick-input-box input');
      const told = ['.quick-input-title', '.quick-input-step', '.quick-input-message', '.monaco-list-row .label-name'].map(text);
      return ['shown', ...told, input?.value, input?.placeholder, input?.ariaInvalid].join('|');
    });
  }

  /** Presses Escape. */
  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
  }

  /** Leaves it by Escape, pressed again while it is on its way to another step and does not listen yet. */
  async dismiss(): Promise<void> {
    await until('the box to close', async () => {
      if (!(await this.isOpen())) return true;
      await this.cancel();
      return undefined;
    }, 300);
  }

  /** Clicks the arrow that leads to the step before, and waits until it is shown. */
  async back(): Promise<void> {
    await this.#goOn('to go back', async () => await this.#button('Back').click({ timeout: 2_000 }));
  }

  #button(label: string): Locator {
    return this.#widget.locator(`.action-label[aria-label^="${label}"], .action-label[title^="${label}"]`).first();
  }

  get #input(): Locator {
    return this.#widget.locator('.quick-input-box input').first();
  }

  get #rows(): Locator {
    return this.#widget.locator('.monaco-list-row');
  }
}
