import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { leftOut } from './leftOut.ts';
import { noise } from './modelBytes.ts';
import { requireBuild, Scenario, type Ending } from './scenario.ts';

let scenario: Scenario;
beforeAll(requireBuild);
beforeEach(async () => {
  const made = new Scenario();
  scenario = made;
  onTestFinished(() => made.remove());
  await scenario.ok(['init']);
});

/** Commits what must be refused, and looks that nothing came of it. */
async function refused(paths: readonly string[], code: string, more: readonly string[] = []): Promise<Ending> {
  const ending = await scenario.run(['commit', ...paths, '--model', 'fraud', ...more]);
  expect([paths, ending.error, ending.json?.error?.message]).toEqual([paths, code, expect.any(String)]);
  expect([1, 2, 3, 4]).toContain(ending.code);
  expect((await scenario.ok(['log'])).versions).toEqual([]);
  return ending;
}

describe('a path', () => {
  test('that is missing, empty or of 0 bytes is refused', async () => {
    mkdirSync(scenario.path('empty', 'inside'), { recursive: true });
    scenario.write('zero.bin', '');
    expect((await refused(['missing.bin'], 'path.missing')).code).toBe(3);
    await refused(['train.py/x'], 'path.missing');
    expect((await refused(['empty'], 'path.empty')).code).toBe(2);
    await refused(['zero.bin'], 'path.empty');
    scenario.write('empty/inside/zero', '');
    await refused(['empty'], 'path.empty');
  });

  test('that is a FIFO, a socket or a device is refused without waiting for it, named or in a folder', async () => {
    mkdirSync(scenario.path('pipes'));
    spawnSync('mkfifo', [scenario.path('pipes', 'fifo')]);
    expect((await refused(['pipes/fifo'], 'path.notAFile')).json.error.message).toContain('FIFO');
    expect((await refused(['pipes'], 'path.notAFile')).json.error.hint).toBeDefined();
    mkdirSync(scenario.path('sockets'));
    const server = createServer().listen(scenario.path('sockets', 's'));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    expect((await refused(['sockets/s'], 'path.notAFile')).json.error.message).toContain('socket');
    await refused(['sockets'], 'path.notAFile');
    expect((await refused(['/dev/null'], 'path.notAFile')).json.error.message).toContain('device');
    scenario.write('m.bin', 'model');
    for (const flag of ['--metrics', '--params', '--data']) {
      const { code, json } = await scenario.run(['commit', 'm.bin', '--model', 'fraud', flag, 'pipes/fifo']);
      expect([flag, code === 0, json.error?.message]).toEqual([flag, false, expect.any(String)]);
    }
    expect((await scenario.ok(['log'])).versions).toEqual([]);
  }, 60_000);

  test('that may not be read is refused, named or in a folder', async () => {
    const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    scenario.write('model/a.bin', noise(1000, 1));
    scenario.write('model/b.bin', noise(1000, 2));
    if (asNobody.length > 0) spawnSync('chown', ['-R', '65534:65534', scenario.base]);
    if ((await scenario.run(['log'], { under: asNobody })).code !== 0) return leftOut('unreadable files', 'the program cannot be run as another user here');
    chmodSync(scenario.path('model', 'b.bin'), 0);
    for (const path of ['model/b.bin', 'model']) {
      expect([path, await scenario.run(['commit', path, '--model', 'fraud'], { under: asNobody })]).toMatchObject([path, { code: 4, error: 'path.unreadable' }]);
    }
    chmodSync(scenario.path('model'), 0);
    expect(await scenario.run(['commit', 'model/a.bin', '--model', 'fraud'], { under: asNobody })).toMatchObject({ code: 4, error: 'path.unreadable' });
    chmodSync(scenario.path('model'), 0o755);
    const { folder } = await scenario.ok(['where'], { under: asNobody });
    expect(readdirSync(join(folder, 'log', '000000000000'))).toEqual(['0000.seg']);
    expect(await scenario.ok(['commit', 'model/a.bin', '--model', 'fraud'], { under: asNobody })).toMatchObject({ number: 1 });
  });
});

describe('a file', () => {
  const big = (): string => scenario.write('m.bin', noise(24_000_000, 1));
  const slowly = { MODELKEEP_FAILPOINT: 'objects.midCopy:1:sleep1500' };

  test.each([
    ['grows', () => appendFileSync(scenario.path('m.bin'), 'more'), /file\.changed/],
    ['is overwritten in place', () => overwrite(scenario.path('m.bin'), 20_000_000), /file\.changed/],
    ['is cut off', () => writeFileSync(scenario.path('m.bin'), 'short'), /file\.changed/],
    ['vanishes', () => unlinkSync(scenario.path('m.bin')), /path\.missing|file\.changed/],
  ])('that %s while it is read is refused', async (_, change, code) => {
    big();
    const ending = await scenario.run(['commit', 'm.bin', '--model', 'fraud'], { env: slowly, whileRunning: () => void sleep(900).then(change) });
    expect([ending.code === 0, ending.error]).toEqual([false, expect.stringMatching(code)]);
    expect((await scenario.ok(['log'])).versions).toEqual([]);
    big();
    expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud'])).toMatchObject({ number: 1, state: 'saved' });
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
  });

  test('that is overwritten in place with its time put back is noticed', async () => {
    scenario.write('m.bin', noise(100_000, 1));
    await sleep(150);
    await scenario.ok(['commit', 'm.bin', '--model', 'fraud']);
    expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud'])).toMatchObject({ state: 'unchanged' });
    const { atime, mtime } = statSync(scenario.path('m.bin'));
    overwrite(scenario.path('m.bin'), 50_000);
    utimesSync(scenario.path('m.bin'), atime, mtime);
    expect(statSync(scenario.path('m.bin')).mtimeMs).toBe(mtime.getTime());
    expect((await scenario.ok(['status'])).unchanged).toEqual([]);
    expect(await scenario.ok(['commit', 'm.bin', '--model', 'fraud'])).toMatchObject({ number: 2, state: 'saved' });
  });
});

function overwrite(path: string, at: number): void {
  const descriptor = openSync(path, 'r+');
  writeSync(descriptor, Buffer.from('changed'), 0, 7, at);
  closeSync(descriptor);
}

describe('a link', () => {
  test('that is named is followed wherever it leads; its target is recorded and shown', async () => {
    const elsewhere = join(scenario.base, 'scratch-disk');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'm.bin'), noise(1000, 1));
    symlinkSync(elsewhere, scenario.path('outputs'));
    expect(await scenario.ok(['commit', 'outputs', '--model', 'fraud'])).toMatchObject({ number: 1, files: [{ path: 'm.bin' }] });
    expect((await scenario.ok(['show', 'fraud'])).places).toContainEqual({ name: 'outputs', path: elsewhere });
    expect((await scenario.tell(['show', 'fraud'])).out).toContain(elsewhere);
    writeFileSync(join(elsewhere, 'm.bin'), noise(1000, 2));
    expect(await scenario.ok(['commit', 'outputs/m.bin', '--model', 'fraud'])).toMatchObject({ number: 2 });
    expect(await scenario.ok(['commit', join(elsewhere, 'm.bin'), '--model', 'other'])).toMatchObject({ number: 1 });
  });

  test('inside a named folder is followed into the workspace, refused outside, and allowed by --follow or roots', async () => {
    const elsewhere = join(scenario.base, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'big.bin'), noise(1000, 1));
    scenario.write('shared/tokenizer.json', '{}');
    scenario.write('model/a.bin', noise(1000, 2));
    symlinkSync('../shared/tokenizer.json', scenario.path('model', 'tokenizer.json'));
    const first = await scenario.ok(['commit', 'model', '--model', 'inside']);
    expect(first.files.map(({ path }: { path: string }) => path)).toEqual(['a.bin', 'tokenizer.json']);
    symlinkSync(join(elsewhere, 'big.bin'), scenario.path('model', 'big.bin'));
    const { code, json } = await scenario.run(['commit', 'model', '--model', 'fraud']);
    expect([code, json.error]).toMatchObject([1, { code: 'path.outside', hint: expect.stringContaining('--follow') }]);
    expect(await scenario.ok(['commit', 'model', '--model', 'fraud', '--follow'])).toMatchObject({ number: 1 });
    const { registry } = await scenario.ok(['where']);
    scenario.write('modelkeep.json', JSON.stringify({ registry, roots: ['../elsewhere'] }));
    expect(await scenario.ok(['commit', 'model', '--model', 'rooted'])).toMatchObject({ number: 1 });
  });

  test('that leads to itself, to a folder above, or nowhere is refused', async () => {
    scenario.write('model/a.bin', noise(1000, 1));
    symlinkSync('self', scenario.path('self'));
    await refused(['self'], 'path.loop');
    symlinkSync('..', scenario.path('model', 'up'));
    await refused(['model'], 'path.loop');
    await refused(['model'], 'path.loop', ['--follow']);
    rmSync(scenario.path('model', 'up'));
    mkdirSync(scenario.path('model', 'x'));
    mkdirSync(scenario.path('model', 'y'));
    symlinkSync('../y', scenario.path('model', 'x', 'y'));
    symlinkSync('../x', scenario.path('model', 'y', 'x'));
    await refused(['model'], 'path.loop');
    rmSync(scenario.path('model', 'x'), { recursive: true });
    rmSync(scenario.path('model', 'y'), { recursive: true });
    symlinkSync('nowhere', scenario.path('model', 'dangling'));
    await refused(['model'], 'path.missing');
  }, 30_000);
});

describe('a name', () => {
  test('of any characters that a system takes comes back as it was', async () => {
    const names = ['line\nbreak.bin', '🚀 rocket.bin', `${'a'.repeat(251)}.bin`, 'с пробелом.bin', '-dash.bin', "quote'\".bin", '\u001b[31mred.bin', 'naïve.bin', '$(touch x).bin', '%s%n.bin'];
    for (const [at, name] of names.entries()) scenario.write(join('model', name), noise(100, at + 1));
    const { files } = await scenario.ok(['commit', 'model', '--model', 'fraud']);
    expect(files.map(({ path }: { path: string }) => path).sort()).toEqual([...names].sort());
    await scenario.ok(['pull', 'fraud', '-o', '../out']);
    for (const [at, name] of names.entries()) expect(readFileSync(join(scenario.base, 'out', name)).equals(noise(100, at + 1))).toBe(true);
    rmSync(scenario.path('model'), { recursive: true });
    expect((await scenario.ok(['restore', 'fraud'])).written).toHaveLength(names.length);
    const shown = (await scenario.tell(['show', 'fraud'])).out;
    expect(shown).not.toContain('\u001b[31m');
    expect(shown).not.toContain('line\nbreak');
  });

  test.each([
    ['invalid UTF-8', [Buffer.from([0x6d, 0xff, 0xfe, 0x2e, 0x62])], 'path.unsafe'],
    ['twins by normalisation', ['caf\u00e9.bin', 'cafe\u0301.bin'], 'path.twins'],
    ['twins by case', ['Model.bin', 'model.bin'], 'path.twins'],
    ['a device of Windows', ['CON.bin'], 'path.unsafe'],
    ['another device of Windows', ['sub/nul'], 'path.unsafe'],
    ['an end that Windows drops', ['model.bin.'], 'path.unsafe'],
    ['a backslash', ['sub\\model.bin'], 'path.unsafe'],
  ])('with %s is refused', async (_, names, code) => {
    scenario.write('model/sub/other.bin', 'x');
    for (const name of names) writeFileSync(Buffer.concat([Buffer.from(`${scenario.path('model')}/`), Buffer.from(name as string)]), noise(100, 1));
    const { json } = await refused(['model'], code);
    expect(json.error.hint).toContain('Rename');
  });
});

describe('what others typed', () => {
  // oxlint-disable-next-line no-control-regex -- just these are looked for
  const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  const EVIL = '\u001b[2J\u001b]0;title\u0007\u009b31m\r\u202eevil\u2066 <script>alert(1)</script> [x](command:workbench.action.quit) ![y](http://h/z.png) `a` | b | **c**';

  test('in messages, metrics, params and names acts neither in the terminal nor in the card', async () => {
    scenario.write('m.bin', noise(100, 1));
    scenario.write('metrics.json', JSON.stringify({ [EVIL]: 0.5, f1: 0.9 }));
    scenario.write('params.json', JSON.stringify({ [EVIL]: EVIL }));
    const name = `${EVIL.replaceAll('/', '_').slice(0, 60)}.bin`;
    scenario.write(`model/${name}`, noise(100, 2));
    await scenario.ok(['commit', 'm.bin', `model/${name}`, '--model', 'fraud', '-m', `${EVIL}\n${EVIL}`, '--metrics', 'metrics.json', '--params', 'params.json']);
    scenario.write('may.json', JSON.stringify({ [EVIL]: 1 }));
    expect(await scenario.run(['evaluate', 'fraud', '--metrics', 'may.json', '--name', EVIL])).toMatchObject({ code: 2, error: 'usage.invalid' });
    await scenario.ok(['evaluate', 'fraud', '--metrics', 'may.json', '--name', EVIL.replaceAll(new RegExp(ACTING, 'g'), '')]);
    for (const line of [['log'], ['list'], ['show', 'fraud'], ['status'], ['du'], ['card', 'fraud']]) {
      const { out, err } = await scenario.tell(line, { env: { FORCE_COLOR: '0' } });
      expect([line, ACTING.exec(out + err)]).toEqual([line, null]);
    }
    const { out } = await scenario.tell(['card', 'fraud']);
    expect(out).not.toContain('<script');
    expect(out).not.toMatch(/(?<!\\)\]\(command:/);
    expect(out).not.toMatch(/(?<!\\)!\[y/);
    const wrong = await scenario.tell(['show', EVIL]);
    expect([wrong.code, ACTING.exec(wrong.out + wrong.err)]).toEqual([expect.any(Number), null]);
    expect(await scenario.run(['commit', 'm.bin', '--model', EVIL])).toMatchObject({ code: 2, error: 'name.invalid' });
  });
});
