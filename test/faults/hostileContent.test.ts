import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { detectFormat } from '../../src/adapters/formats/detectFormat.ts';
import { openObjectStore } from '../../src/adapters/objects/openObjectStore.ts';
import { findProject } from '../../src/registry/findProject.ts';
import { openInProcessLedger } from '../../src/registry/ledger/openInProcessLedger.ts';
import { locateRegistry } from '../../src/registry/locateRegistry.ts';
import { commitOf } from '../fakes/commitCommands.ts';
import { noise } from './modelBytes.ts';
import { CLI, filesBelow, requireBuild, Scenario } from './scenario.ts';

beforeAll(requireBuild);

function newScenario(): Scenario {
  const scenario = new Scenario();
  onTestFinished(() => scenario.remove());
  return scenario;
}

describe('an export', () => {
  test('brings back every byte: a blob, packs, and many small files that share one layout', async () => {
    const source = newScenario();
    await source.ok(['init']);
    source.write('m.bin', noise(9_000_000, 1));
    await source.ok(['commit', 'm.bin', '--model', 'big']);
    source.write('m.bin', Buffer.concat([noise(8_800_000, 1), noise(200_000, 2)]));
    await source.ok(['commit', 'm.bin', '--model', 'big']);
    for (let file = 0; file < 40; file++) source.write(`many/${file}.json`, JSON.stringify({ file }));
    await source.ok(['commit', 'many', '--model', 'many']);
    const { bytes, sha256 } = await source.ok(['export', '../backup.modelkeep']);
    expect([bytes > 9_000_000, sha256]).toEqual([true, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    const target = newScenario();
    await target.ok(['import', join(source.base, 'backup.modelkeep')]);
    expect(await target.ok(['verify', '--read-data'])).toEqual(await source.ok(['verify', '--read-data']));
    expect((await target.ok(['pull', 'many', '-o', '../out'])).written).toHaveLength(40);
  });

  test.each([
    ['a path upwards', (folder: string) => writeAt(folder, '../evil', 'x'), ['../evil']],
    ['a link', (folder: string) => symlinkSync('/etc/passwd', join(folder, 'blobs')), ['blobs']],
    ['a link in place of an object', (folder: string) => linkAt(folder, `blobs/ab/${'c'.repeat(62)}`), [`blobs/ab/${'c'.repeat(62)}`]],
    ['another file', (folder: string) => writeAt(folder, 'registry.db', 'x'), ['registry.db']],
    ['a hook', (folder: string) => writeAt(folder, 'hooks/pre-commit', 'x'), ['hooks']],
    ['the same twice', () => undefined, ['log']],
  ])('with %s is refused, and leaves nothing', async (_, change, more) => {
    const source = newScenario();
    await source.ok(['init']);
    const { log } = await source.ok(['where']);
    const made = join(source.base, 'made', 'x');
    mkdirSync(made, { recursive: true });
    writeFileSync(join(made, 'modelkeep.json'), readFileSync(source.path('modelkeep.json')));
    spawnSync('cp', ['-r', log, join(made, 'log')]);
    rmSync(join(made, 'log', 'tmp'), { recursive: true, force: true });
    change(made);
    const segment = 'log/000000000000/0000.seg';
    const { status } = spawnSync('tar', ['-P', '--format=pax', '-cf', '../../evil.tar', 'modelkeep.json', segment, ...(more[0] === 'log' ? [segment] : more)], { cwd: made });
    expect(status).toBe(0);
    if (more[0] === 'log') spawnSync('tar', ['-rf', '../../evil.tar', segment], { cwd: made });
    await expectRefused(join(source.base, 'evil.tar'));
  });

  test('that is cut off, compressed, no archive, a pipe or of another registry is refused, and leaves nothing', async () => {
    const source = newScenario();
    await source.ok(['init']);
    source.write('m.bin', noise(100_000, 1));
    await source.ok(['commit', 'm.bin', '--model', 'fraud']);
    await source.ok(['export', '../good.modelkeep']);
    const bytes = readFileSync(join(source.base, 'good.modelkeep'));
    const at = (name: string, content: Uint8Array): string => {
      writeFileSync(join(source.base, name), content);
      return join(source.base, name);
    };
    await expectRefused(at('cut', bytes.subarray(0, Math.floor(bytes.length / 2))));
    await expectRefused(at('zipped', gzipSync(Buffer.alloc(50_000_000))));
    await expectRefused(at('zipped.tgz', gzipSync(bytes)));
    await expectRefused(at('noise', noise(100_000, 3)));
    await expectRefused(at('empty', Buffer.alloc(0)));
    spawnSync('mkfifo', [join(source.base, 'pipe')]);
    await expectRefused(join(source.base, 'pipe'));
    await expectRefused(source.base);
    truncateSync(join(source.base, 'noise'), 0);
    const other = newScenario();
    other.write('modelkeep.json', JSON.stringify({ registry: `r_${'a'.repeat(52)}` }));
    expect(await other.run(['import', join(source.base, 'good.modelkeep')])).toMatchObject({ code: 1, error: 'registry.exists' });
    expect(JSON.parse(readFileSync(other.path('modelkeep.json'), 'utf8'))).toEqual({ registry: `r_${'a'.repeat(52)}` });
  });
});

function writeAt(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function linkAt(folder: string, path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync('/etc/passwd', join(folder, path));
}

async function expectRefused(file: string): Promise<void> {
  const target = newScenario();
  const { code, error, json } = await target.run(['import', file]);
  expect([file, code, error, json.error.hint]).toEqual([file, 1, 'ledger.invalid', expect.any(String)]);
  expect(existsSync(target.path('modelkeep.json'))).toBe(false);
  expect(filesBelow(target.path('.modelkeep')).filter((name) => name !== '.gitignore')).toEqual([]);
  expect(readdirSync(target.base).sort()).toEqual(expect.not.arrayContaining(['evil']));
}

describe('a manifest that leads out', () => {
  test.each([['../evil'], ['/tmp/modelkeep-evil'], ['a/../../evil'], ['C:/evil'], ['sub\\..\\evil'], ['CON'], ['a\u0000b']])('by %j is not written by pull or restore, and found by verify', async (path) => {
    const scenario = newScenario();
    await scenario.ok(['init']);
    const options = { programFolder: join(CLI, '..'), env: { ...process.env, ...scenario.env }, ledger: 'inProcess' as const };
    const { registry } = await scenario.ok(['where']);
    const location = locateRegistry(await findProject(scenario.project), registry, options);
    const store = await openObjectStore({ folder: location.store, programFolder: options.programFolder, detectFormat });
    const [content] = await store.putObjects([Buffer.from('evil')]);
    const [manifest] = await store.putObjects([Buffer.from(JSON.stringify({ files: [{ media: 'application/octet-stream', path, sha256: content, size: 4 }], v: 1 }))]);
    const ledger = await openInProcessLedger(location.ledger);
    await ledger.call('commitVersion', commitOf('fraud', 'x', { manifest: manifest as string }));
    await ledger.close();
    await store.dispose();
    for (const line of [['pull', 'fraud', '-o', '../out', '--force'], ['restore', 'fraud', '--force']]) {
      const { code, error } = await scenario.run(line);
      expect([line, code, error]).toEqual([line, expect.any(Number), expect.stringMatching(/store\.corrupt|path\.outside/)]);
    }
    expect((await scenario.run(['verify'])).code).toBe(1);
    expect(readdirSync(scenario.base).sort()).toEqual(expect.not.arrayContaining(['evil']));
    expect([existsSync('/tmp/modelkeep-evil'), filesBelow(join(scenario.base, 'out'))]).toEqual([false, []]);
  });
});

describe('a link where a version is written', () => {
  test('is replaced and never written through; a folder that leads out is refused', async () => {
    const scenario = newScenario();
    await scenario.ok(['init']);
    scenario.write('model/sub/m.bin', noise(1000, 1));
    scenario.write('model/a.bin', noise(1000, 2));
    await scenario.ok(['commit', 'model', '--model', 'fraud']);
    const outside = join(scenario.base, 'precious');
    mkdirSync(outside);
    writeFileSync(join(outside, 'a.bin'), 'precious');
    const out = join(scenario.base, 'out');
    mkdirSync(out);
    symlinkSync(join(outside, 'a.bin'), join(out, 'a.bin'));
    expect(await scenario.run(['pull', 'fraud', '-o', out])).toMatchObject({ code: 1, error: 'file.differs' });
    await scenario.ok(['pull', 'fraud', '-o', out, '--force']);
    expect([lstatSync(join(out, 'a.bin')).isSymbolicLink(), readFileSync(join(outside, 'a.bin'), 'utf8')]).toEqual([false, 'precious']);
    rmSync(join(out, 'sub'), { recursive: true });
    symlinkSync(outside, join(out, 'sub'));
    expect(await scenario.run(['pull', 'fraud', '-o', out, '--force'])).toMatchObject({ code: 1, error: 'path.outside' });
    expect(readdirSync(outside)).toEqual(['a.bin']);
  });
});
