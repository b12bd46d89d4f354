import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fileNewsMemory } from '../../../../src/extension/news/fileNewsMemory.ts';

it('what one window told is known to the others at once, for each registry; a damaged file remembers nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelkeep-news-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [one, other] = [fileNewsMemory(folder), fileNewsMemory(folder)];
  expect(await other.get('r_a')).toBeUndefined();
  await one.update('r_a', 12);
  await one.update('r_b', 3);
  expect([await other.get('r_a'), await other.get('r_b')]).toEqual([12, 3]);
  writeFileSync(join(folder, 'news', 'r_a'), 'twelve');
  expect(await other.get('r_a')).toBeUndefined();
});
