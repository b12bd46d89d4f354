import { describe, expect, it } from 'vitest';
import type { OperationName, OperationParams, OperationResult, OperationRunner } from '../../../../src/core/operations/operations.ts';
import type { NewsItem } from '../../../../src/core/operations/notificationOperations.ts';
import { NewsWatch, type NewsSetting } from '../../../../src/extension/news/newsWatch.ts';

/** A registry whose every event is news, and one window after the other on it. */
class Windows implements OperationRunner {
  readonly asked: unknown[] = [];
  readonly told: string[] = [];
  position = 7;
  setting: NewsSetting = 'mine';
  readonly #memory = new Map<string, number>();

  async run<N extends OperationName>(_name: N, params: OperationParams<N>): Promise<OperationResult<N>> {
    const { since, all } = params as OperationParams<'listNews'>;
    this.asked.push([since, all]);
    const { position } = this;
    await Promise.resolve();
    const news = since === undefined ? [] : Array.from({ length: Math.max(0, position - since) }, (_, at): NewsItem => ({ kind: 'promoted', position: since + 1 + at, model: 'fraud', ref: `fraud:v${since + 1 + at}`, stage: 'Staging', who: 'Ben', message: '' }));
    return { registry: 'r_1', position, news } as unknown as OperationResult<N>;
  }

  open(isLookedAt = (): boolean => true): NewsWatch {
    const memory = { get: async (key: string) => this.#memory.get(key), update: async (key: string, value: number) => void this.#memory.set(key, value) };
    return new NewsWatch({ runner: this, memory, setting: () => this.setting, isLookedAt, tell: (_cwd, { text }) => this.told.push(text) });
  }
}

const project = { cwd: '/p', registry: 'r_1' };

describe('news in a window', () => {
  it('is nothing of what was there at the first look, then each event once, also over reloads', async () => {
    const windows = new Windows();
    const first = windows.open();
    await first.look(project);
    windows.position = 8;
    await first.look(project);
    await first.look(project);
    const second = windows.open();
    await second.look(project);
    windows.position = 9;
    await second.look(project);
    expect(windows.told).toEqual(['Ben promoted fraud v8 to Staging.', 'Ben promoted fraud v9 to Staging.']);
  });

  it('is one message for what came at once, however often it was asked to look', async () => {
    const windows = new Windows();
    const watch = windows.open();
    await watch.look(project);
    windows.position = 10;
    await Promise.all(Array.from({ length: 20 }, () => watch.look(project)));
    expect(windows.told).toEqual(['Ben promoted fraud v8 to Staging. Ben promoted fraud v9 to Staging. And 1 more.']);
    expect(windows.asked.length).toBeLessThanOrEqual(3);
  });

  it('is told in the window that is looked at alone, and later in another one when nobody looked at any', async () => {
    const windows = new Windows();
    const looked = { first: true, second: false };
    const [first, second] = [windows.open(() => looked.first), windows.open(() => looked.second)];
    await Promise.all([first.look(project), second.look(project)]);
    windows.position = 8;
    await Promise.all([second.look(project), first.look(project)]);
    looked.first = false;
    windows.position = 9;
    await Promise.all([first.look(project), second.look(project)]);
    expect(windows.told).toEqual(['Ben promoted fraud v8 to Staging.']);
    looked.second = true;
    await second.look(project);
    expect(windows.told).toEqual(['Ben promoted fraud v8 to Staging.', 'Ben promoted fraud v9 to Staging.']);
  });

  it('is nothing when it is off, neither then nor afterwards', async () => {
    const windows = new Windows();
    const watch = windows.open();
    await watch.look(project);
    windows.setting = 'off';
    windows.position = 9;
    await watch.look(project);
    windows.setting = 'all';
    windows.position = 10;
    await watch.look(project);
    expect(windows.told).toEqual(['Ben promoted fraud v10 to Staging.']);
    expect(windows.asked.at(-1)).toEqual([9, true]);
  });

  it('goes on where a registry stands that is shorter than what was remembered', async () => {
    const windows = new Windows();
    await windows.open().look(project);
    windows.position = 3;
    const watch = windows.open();
    await watch.look(project);
    windows.position = 4;
    await watch.look(project);
    expect(windows.told).toEqual(['Ben promoted fraud v4 to Staging.']);
  });
});
