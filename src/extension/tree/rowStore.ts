import type { TreeNode } from './treeNode.ts';

/** What the rows come from, and who is told of them. */
export interface RowStoreOptions {
  /** Reads the rows below a node, or those at the top. Never rejects. */
  read(node: TreeNode | undefined): Promise<readonly TreeNode[]>;
  /** Whether anybody can see rows now. */
  visible(): boolean;
  /** The editor must ask for its rows again. */
  changed(): void;
}

/** Where the rows at the top are kept: no node has this id. */
const TOP = '';

/**
 * The rows that the editor has. When it is told to ask again it forgets them all at once, and a command that is chosen on a
 * forgotten row comes without it. So everything that it shows is read first, and it is told only when something differs: the
 * moment in which it knows no row is as short as it can be.
 */
export class RowStore {
  readonly #options: RowStoreOptions;
  /** Rows by the node that they are below, as the editor got them; undefined while they are read for it. */
  #shown = new Map<string, readonly TreeNode[] | undefined>();
  /** Rows read anew, which the editor has not asked for yet. */
  #ready = new Map<string, readonly TreeNode[]>();
  /** Nodes as they were read last: what is below one that looks the same may have changed. */
  #newest = new Map<string, TreeNode>();
  #renewing: Promise<void> | undefined;
  #again = false;

  constructor(options: RowStoreOptions) {
    this.#options = options;
  }

  /** The rows below a node, or those at the top, for the editor. */
  async rowsBelow(node: TreeNode | undefined): Promise<readonly TreeNode[]> {
    const key = node?.id ?? TOP;
    const shown = this.#shown; // rows that come after a renewal are not shown any more: the editor asks for them again
    const ready = this.#ready.get(key);
    this.#ready.delete(key);
    shown.set(key, ready);
    if (ready !== undefined) return ready;
    const rows = await this.#options.read(this.#newest.get(key) ?? node);
    shown.set(key, rows);
    return rows;
  }

  /** Reads what is shown again, and tells the editor when something differs; resolves when it has been told. */
  async renew(): Promise<void> {
    this.#again = true;
    this.#renewing ??= this.#renewAll().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Resolves when no rows are being read again. */
  async settled(): Promise<void> {
    await this.#renewing;
  }

  async #renewAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const next = new Map<string, readonly TreeNode[]>();
      if (this.#options.visible() && this.#shown.has(TOP)) await this.#readShown(undefined, next);
      this.#newest = new Map([...next.values()].flat().map((row) => [row.id, row]));
      if (next.size > 0 && this.#options.visible() && [...next].every(([key, rows]) => isSame(rows, this.#shown.get(key)))) continue;
      this.#ready = this.#options.visible() ? next : new Map();
      this.#shown = new Map(this.#ready);
      this.#options.changed();
    }
  }

  async #readShown(node: TreeNode | undefined, into: Map<string, readonly TreeNode[]>): Promise<void> {
    const rows = await this.#options.read(node);
    into.set(node?.id ?? TOP, rows);
    await Promise.all(rows.filter((row) => row.children !== undefined && this.#shown.has(row.id)).map((row) => this.#readShown(row, into)));
  }
}

function isSame(rows: readonly TreeNode[], before: readonly TreeNode[] | undefined): boolean {
  return before !== undefined && asText(rows) === asText(before);
}

/** All that a row shows and stands for. */
function asText(rows: readonly TreeNode[]): string {
  return JSON.stringify(rows.map(({ id, view, subject, children }) => [id, view, subject, children !== undefined]));
}
