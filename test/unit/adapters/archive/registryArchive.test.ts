import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

it('takes no export that was cut off, wherever', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'log/000000000000'), { recursive: true });
  writeFileSync(join(folder, 'modelkeep.json'), '{}');
  for (const slot of ['0000', '0001', '0002']) writeFileSync(join(folder, `log/000000000000/${slot}.seg`), slot.repeat(200));
  const file = join(folder, 'whole.tar');
  await writeArchive(file, { folder, store: folder, project: folder });
  const whole = readFileSync(file);
  for (let size = 512; size < whole.length; size += 256) {
    const out = join(folder, `out${size}`);
    mkdirSync(out);
    writeFileSync(join(folder, 'cut.tar'), whole.subarray(0, size));
    await expect(readArchive(join(folder, 'cut.tar'), out), `${size} of ${whole.length} bytes`).rejects.toMatchObject({ code: 'ledger.invalid' });
    expect(readdirSync(out)).toEqual([]);
  }
  await readArchive(file, join(folder, 'log'));
  expect(readdirSync(join(folder, 'log/log/000000000000'))).toEqual(['0000.seg', '0001.seg', '0002.seg']);
});
