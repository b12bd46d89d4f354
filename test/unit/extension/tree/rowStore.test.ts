import { expect, it } from 'vitest';
import { RowStore } from '../../../../src/extension/tree/rowStore.ts';
import type { TreeNode } from '../../../../src/extension/tree/treeNode.ts';

/** A registry whose models and versions can change, and an editor that asks for what is unfolded whenever it is told to. */
class Window {
  visible = true;
  models: Readonly<Record<string, readonly string[]>> = { fraud: ['v1', 'v2'], churn: ['v1'] };
  /** Set: reading waits for it. */
  gate: Promise<void> | undefined;
  reads = 0;
  told = 0;
  readonly store = new RowStore({ read: (node) => this.#read(node), visible: () => this.visible, changed: () => (this.told += 1) });

  async #read(node: TreeNode | undefined): Promise<readonly TreeNode[]> {
    this.reads += 1;
    const labels = node === undefined ? Object.keys(this.models) : (this.models[node.id] ?? []);
    await this.gate;
    return labels.map((label) => row(node === undefined ? label : `${node.id}/${label}`, label, node));
  }

  /** What the editor shows when these are unfolded, asked for as it does: from the top down. */
  async shows(...unfolded: readonly string[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const top of await this.store.rowsBelow(undefined)) {
      ids.push(top.id);
      if (unfolded.includes(top.id)) ids.push(...(await this.store.rowsBelow(top)).map(({ id }) => id));
    }
    return ids;
  }
}

function row(id: string, label: string, parent: TreeNode | undefined): TreeNode {
  const view = { label, contextValue: 'modelkeep.value', accessibility: label };
  return { id, view, subject: { kind: 'other' }, ...(parent === undefined ? { children: async () => [] } : { parent }) };
}

it('has everything that is unfolded ready before it tells the editor, which then waits for nothing', async () => {
  const window = new Window();
  expect(await window.shows('fraud')).toEqual(['fraud', 'fraud/v1', 'fraud/v2', 'churn']);
  window.models = { fraud: ['v1', 'v2', 'v3'], churn: ['v1'] };
  const { promise, resolve } = Promise.withResolvers<void>();
  window.gate = promise;
  const renewed = window.store.renew();
  expect(window.told).toBe(0);
  resolve();
  await renewed;
  expect(window.told).toBe(1);
  const { reads } = window;
  window.gate = new Promise(() => undefined); // nothing may be read now
  expect(await window.shows('fraud')).toEqual(['fraud', 'fraud/v1', 'fraud/v2', 'fraud/v3', 'churn']);
  expect(window.reads).toBe(reads);
});

it('tells the editor nothing when nothing differs', async () => {
  const window = new Window();
  await window.shows('fraud');
  await window.store.renew();
  expect([window.told, window.reads]).toEqual([0, 4]);
});

it('looks once more when something changes while it reads', async () => {
  const window = new Window();
  await window.shows('fraud');
  const first = window.store.renew();
  window.models = { fraud: ['v1'] };
  await Promise.all([first, window.store.renew()]);
  expect(await window.shows('fraud')).toEqual(['fraud', 'fraud/v1']);
});

it('gives a row that is unfolded later its rows as they are then', async () => {
  const window = new Window();
  await window.shows();
  window.models = { fraud: ['v1', 'v2', 'v3'] };
  await window.store.renew();
  expect(await window.shows('fraud')).toEqual(['fraud', 'fraud/v1', 'fraud/v2', 'fraud/v3']);
});

it('gives a row that looks the same, and is unfolded later, what is below it now', async () => {
  let inside = 'old';
  let told = 0;
  const group = (): TreeNode => {
    const child = row('group/child', inside, undefined);
    return { ...row('group', 'Group', undefined), children: async () => [child] };
  };
  const store = new RowStore({ read: async (node) => (node === undefined ? [group()] : ((await node.children?.()) ?? [])), visible: () => true, changed: () => (told += 1) });
  const [shown] = await store.rowsBelow(undefined);
  inside = 'new';
  await store.renew();
  expect(told).toBe(0);
  expect((await store.rowsBelow(shown)).map(({ view }) => view.label)).toEqual(['new']);
});

it('reads nothing for a view that nobody sees, and keeps nothing for it', async () => {
  const window = new Window();
  await window.shows('fraud');
  window.models = { fraud: ['v9'] };
  await window.store.renew();
  const { reads } = window;
  window.visible = false;
  await window.store.renew();
  expect([window.told, window.reads]).toEqual([2, reads]);
  window.models = { fraud: ['v10'] };
  expect(await window.shows('fraud')).toEqual(['fraud', 'fraud/v10']);
});

it('does not take rows that were asked for before a change for those after it', async () => {
  const window = new Window();
  await window.shows();
  const { promise, resolve } = Promise.withResolvers<void>();
  window.gate = promise;
  const late = window.store.rowsBelow(row('fraud', 'fraud', undefined));
  window.gate = undefined;
  window.models = { fraud: ['v1', 'v2', 'v3'] };
  await window.store.renew();
  resolve();
  await late;
  await window.shows('fraud');
  window.models = { fraud: ['v1', 'v2'] };
  await window.store.renew();
  expect(await window.shows('fraud')).toEqual(['fraud', 'fraud/v1', 'fraud/v2']);
});
