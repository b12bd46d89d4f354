import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Header, Pax } from 'tar';
import { expect, it, onTestFinished } from 'vitest';
import { readArchive, writeArchive } from '../../../../src/adapters/archive/registryArchive.ts';

it('does not read names of a megabyte, nor say them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const first = new Header({ path: 'modelkeep.json', size: 0, type: 'File', mode: 0o644 });
  first.encode();
  const long = new Pax({ path: `blobs/${'a'.repeat(900_000)}`, size: 0 }).encode();
  const last = new Header({ path: `blobs/${'b'.repeat(90)}`, size: 0, type: 'File', mode: 0o644 });
  last.encode();
  const file = join(folder, 'hostile.tar');
  writeFileSync(file, Buffer.concat([first.block ?? Buffer.alloc(0), long, last.block ?? Buffer.alloc(0), Buffer.alloc(1024)]));
  mkdirSync(join(folder, 'out'));
  const error: unknown = await readArchive(file, join(folder, 'out')).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'ledger.invalid' });
  expect(String(error).length).toBeLessThan(500);
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
});

it('says that the folder of an export is not there', async () => {
  const folder = join(tmpdir(), 'no such folder');
  await expect(writeArchive(join(folder, 'x.tar'), { folder, store: folder, project: folder })).rejects.toMatchObject({ code: 'path.missing', message: `There is no folder ${folder}.` });
});
