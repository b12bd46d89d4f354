import type { Locator, Page } from 'playwright-core';

/** The messages at the lower right, progress and modal dialogs. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Texts of what is shown now. */
  async texts(): Promise<readonly string[]> {
    return await this.#toasts.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Waits for a message that has the given words and returns the whole of it. */
  async waitFor(words: string): Promise<string> {
    const toast = this.#toasts.filter({ hasText: words }).first();
    await toast.waitFor();
    return await toast.locator('.notification-list-item-message').innerText();
  }

  /** Waits until no message has the given words. */
  async waitUntilGone(words: string): Promise<void> {
    await this.#toasts.filter({ hasText: words }).first().waitFor({ state: 'hidden' });
  }

  /** Buttons of the message that has the given words. */
  async buttons(words: string): Promise<readonly string[]> {
    return await this.#toasts.filter({ hasText: words }).first().locator('.monaco-text-button, .monaco-button').allInnerTexts();
  }

  /** Clicks a button of the message that has the given words; waits for both. */
  async click(words: string, button: string): Promise<void> {
    const toast = this.#toasts.filter({ hasText: words }).first();
    await toast.waitFor();
    await toast.hover();
    await toast.getByRole('button', { name: button, exact: true }).first().click();
  }

  /** Text of the modal dialog that is open; waits for it. */
  async dialogText(): Promise<string> {
    const dialog = this.#page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    return await dialog.innerText();
  }

  /** Clicks a button of the modal dialog. */
  async clickInDialog(button: string): Promise<void> {
    await this.#page.locator('.monaco-dialog-box').getByRole('button', { name: button, exact: true }).click();
  }

  get #toasts(): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item');
  }
}
