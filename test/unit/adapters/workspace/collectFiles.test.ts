import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { collectFiles } from '../../../../src/adapters/workspace/collectFiles.ts';

function project(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'collect-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['.git', '.modelkeep/r_x', 'models/.git']) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'config'), 'x');
  }
  writeFileSync(join(root, 'models/m.bin'), 'weights');
  return root;
}

it.each(['.git', '.git/config', '.modelkeep/r_x', 'models/.git'])('%s is not committed, though it was named', async (path) => {
  const root = project();
  await expect(collectFiles([path], root, { root, allowed: [], follow: true })).rejects.toMatchObject({ code: 'path.unsafe' });
});

it('passes over the Git folder inside a named folder', async () => {
  const root = project();
  const { files } = await collectFiles(['models'], root, { root, allowed: [], follow: false });
  expect(files.map(({ path }) => path)).toEqual(['m.bin']);
});

it('says of a link inside a named folder that it leads nowhere', async () => {
  const root = project();
  symlinkSync('gone.bin', join(root, 'models/link.bin'));
  await expect(collectFiles(['models'], root, { root, allowed: [], follow: true })).rejects.toMatchObject({ code: 'path.missing', message: `${join(root, 'models/link.bin')} is a link that leads nowhere.` });
});

it('takes an empty path for a mistake, not for the current folder', async () => {
  const root = project();
  await expect(collectFiles([''], root, { root, allowed: [], follow: false })).rejects.toMatchObject({ code: 'path.missing' });
});
