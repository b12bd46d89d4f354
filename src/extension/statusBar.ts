import * as vscode from 'vscode';
import { COMMANDS } from './commandIds.ts';
import { setting } from './settings.ts';
import { t } from './texts/translate.ts';

/** How long the item says what was just done. */
const NEWS_MS = 10_000;

/** The item at the left of the status bar: what has changed, what was just done; a click offers the actions. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  #timer: NodeJS.Timeout | undefined;
  #changed = 0;
  #present = false;
  #news: string | undefined;

  constructor() {
    this.#item = vscode.window.createStatusBarItem('modelkeep.status', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = t('Modelkeep');
    this.#item.command = COMMANDS.showActions;
    this.#draw();
  }

  /** Whether the window has a registry, and how many models differ from their newest version. */
  update(present: boolean, changed: number): void {
    this.#present = present;
    this.#changed = changed;
    this.#draw();
  }

  /** Says what was just done, for some seconds. `text` is inert. */
  say(text: string): void {
    this.#news = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#news = undefined;
      this.#draw();
    }, NEWS_MS);
    this.#draw();
  }

  /** The setting that shows it has changed. */
  redraw(): void {
    this.#draw();
  }

  #draw(): void {
    const changed = this.#changed === 0 ? '' : this.#changed === 1 ? t('1 model changed') : t('{0} models changed', this.#changed);
    const text = this.#news ?? (changed === '' ? t('Models') : changed);
    this.#item.text = `$(${this.#news === undefined ? 'package' : 'check'}) ${text}`;
    this.#item.tooltip = changed === '' ? t('Modelkeep: choose an action') : t('{0} since the newest version. Choose an action.', changed);
    this.#item.accessibilityInformation = { label: t('Modelkeep: {0}', text), role: 'button' };
    if (this.#present && setting('statusBar.show', true)) this.#item.show();
    else this.#item.hide();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#item.dispose();
  }
}
