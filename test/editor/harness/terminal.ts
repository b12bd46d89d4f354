import type { Page } from 'playwright-core';
import { repeatUntil } from './repeatUntil.ts';
import { until } from './until.ts';

/** The part of the window that the terminal needs. */
interface Window {
  readonly page: Page;
  runCommand(title: string): Promise<void>;
}

/** The integrated terminal. */
export class Terminal {
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
  }

  /** Opens a new terminal and waits for its prompt. */
  async open(): Promise<void> {
    await this.#window.runCommand('Terminal: Create New Terminal');
    await this.#window.page.locator('.terminal-wrapper.active .xterm-rows').waitFor();
    await this.waitFor(/[$#%>]/);
    await this.#focus();
  }

  /** Types a line, and presses Enter once all of it stands there: what is typed while the shell draws its prompt may be lost. */
  async type(line: string): Promise<void> {
    const { keyboard } = this.#window.page;
    const before = count(joined(await this.text()), joined(line));
    let again = false;
    await repeatUntil(`to type ${line}`, async () => {
      await this.#focus();
      if (again) await this.#clearLine();
      again = true;
      await keyboard.type(line);
    }, async () => count(joined(await this.text()), joined(line)) > before);
    await keyboard.press('Enter');
  }

  /** What is on the terminal's screen, without empty lines at the end. */
  async text(): Promise<string> {
    const rows = await this.#window.page.locator('.terminal-wrapper.active .xterm-rows > div').allTextContents();
    return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n').trimEnd();
  }

  /** Waits until the screen has the given words and returns it. */
  async waitFor(words: string | RegExp): Promise<string> {
    return await until(`${String(words)} in the terminal`, async () => {
      const text = await this.text();
      return (typeof words === 'string' ? text.includes(words) : words.test(text)) ? text : undefined;
    });
  }

  /** Takes away what stands after the prompt, by a key of the shell: an interrupt would throw away what is typed just after it. */
  async #clearLine(): Promise<void> {
    await this.#window.page.keyboard.press('Control+U');
  }

  async #focus(): Promise<void> {
    await this.#window.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
  }
}

/** Without spaces and ends of lines: a long line is broken at the edge of the screen. */
function joined(text: string): string {
  return text.replaceAll(/\s/g, '');
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
