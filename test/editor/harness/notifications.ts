import type { Locator, Page } from 'playwright-core';
import { repeatUntil } from './repeatUntil.ts';
import { until } from './until.ts';

/**
 * The messages at the lower right, progress and modal dialogs. VS Code shows no toasts to a smoke-test driver, so messages
 * are read in the list behind the bell, which is opened when it is looked at.
 */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Texts of what is shown now. */
  async texts(): Promise<readonly string[]> {
    await this.#open();
    return await this.#toasts.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Waits for a message that has the given words and returns the whole of it. */
  async waitFor(words: string): Promise<string> {
    return await until(`a message with "${words}"`, async () => (await this.texts()).find((text) => text.includes(words)));
  }

  /** Waits until no message has the given words. */
  async waitUntilGone(words: string): Promise<void> {
    await until(`no message with "${words}"`, async () => ((await this.texts()).some((text) => text.includes(words)) ? undefined : true));
  }

  /** Closes the list and everything in it. */
  async clear(): Promise<void> {
    if ((await this.texts()).length === 0) return;
    const center = this.#page.locator('.notifications-center.visible');
    await repeatUntil('to clear the messages', async () => {
      const all = center.locator('.action-label[aria-label^="Clear All"]:not(.disabled)');
      if ((await all.count()) > 0) await all.click({ timeout: 2_000 }); // the last message may have gone by itself
      if (await center.isVisible()) await center.locator('.action-label[aria-label^="Hide"]').click({ timeout: 2_000 });
    }, async () => !(await center.isVisible()), 2_000);
  }

  /** Buttons of the message that has the given words; waits until it has some. */
  async buttons(words: string): Promise<readonly string[]> {
    await this.waitFor(words);
    const buttons = this.#toasts.filter({ hasText: words }).first().locator('.monaco-text-button, .monaco-button');
    await buttons.first().waitFor();
    return await buttons.allInnerTexts();
  }

  /** Clicks a button of the message that has the given words, and waits until that has closed the message. */
  async click(words: string, button: string): Promise<void> {
    await this.waitFor(words);
    const toast = this.#toasts.filter({ hasText: words }).first();
    // One that says how far something is is drawn anew with every step.
    await repeatUntil(`to click "${button}"`, async () => {
      await toast.hover({ timeout: 2_000 });
      await toast.getByRole('button', { name: button, exact: true }).first().click({ timeout: 2_000 });
    }, async () => !(await toast.isVisible()), 3_000);
  }

  /** Text of the modal dialog that is open; waits for it. */
  async dialogText(): Promise<string> {
    const dialog = this.#page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    return await dialog.innerText();
  }

  /** Clicks a button of the modal dialog, and waits until that has closed it. */
  async clickInDialog(button: string): Promise<void> {
    const dialog = this.#page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await repeatUntil(`to click "${button}"`, async () => await dialog.getByRole('button', { name: button, exact: true }).click({ timeout: 2_000 }), async () => !(await dialog.isVisible()), 2_000);
  }

  get #toasts(): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item, .notifications-center .notification-list-item');
  }

  /** Opens the list behind the bell when there is something in it and it is not open. */
  async #open(): Promise<void> {
    if (await this.#page.locator('.notifications-center.visible').isVisible()) return;
    const bell = this.#page.locator('.statusbar-item[id="status.notifications"]');
    const empty = await bell.getByRole('button').getAttribute('aria-label');
    if (empty !== 'No Notifications') await bell.click({ timeout: 2_000 }).catch(() => undefined); // whoever waits looks again
  }
}
