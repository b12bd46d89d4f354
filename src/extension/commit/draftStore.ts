import type * as vscode from 'vscode';
import type { CommitDraft } from './commitDraft.ts';

const KEY = 'commitDrafts';
const MOST = 20;

/** Drafts of commits, kept with the workspace: Escape, a closed window or a failed commit lose nothing. */
export class DraftStore {
  readonly #memento: vscode.Memento;
  readonly #drafts: Map<string, CommitDraft>;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#drafts = new Map(memento.get<readonly (readonly [string, CommitDraft])[]>(KEY) ?? []);
  }

  get(key: string): CommitDraft {
    return this.#drafts.get(key) ?? {};
  }

  set(key: string, draft: CommitDraft): void {
    this.#drafts.delete(key);
    this.#drafts.set(key, draft);
    const oldest = this.#drafts.keys().next().value;
    if (this.#drafts.size > MOST && oldest !== undefined) this.#drafts.delete(oldest);
    this.#save();
  }

  delete(key: string): void {
    if (this.#drafts.delete(key)) this.#save();
  }

  #save(): void {
    void this.#memento.update(KEY, [...this.#drafts]);
  }
}
