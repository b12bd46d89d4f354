import { createHash, randomBytes } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { streamHash } from '../../../../src/adapters/lineage/data/streamHash.ts';
import { emptyFolder } from './captureContext.ts';

it.each([0, 1, 524_287, 524_288, 524_289, 3_000_000])('hashes %i bytes', async (size) => {
  const path = join(emptyFolder(), 'data.bin');
  const bytes = randomBytes(size);
  writeFileSync(path, bytes);
  expect(await streamHash(path)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

it('stops soon after being cancelled, in the middle of a large file', async () => {
  const path = join(emptyFolder(), 'large.bin');
  writeFileSync(path, '');
  truncateSync(path, 20e9);
  const controller = new AbortController();
  const hashing = streamHash(path, controller.signal);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = performance.now();
  controller.abort();
  await expect(hashing).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - start).toBeLessThan(5000);
});
