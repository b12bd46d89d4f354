import { spawn } from 'node:child_process';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { version } from '../../package.json' with { type: 'json' };
import { newProject, projectWithVersion } from './project.ts';

describe('the program', () => {
  test('says its version, helps, and knows what it does not know', async () => {
    const project = newProject({ git: false });
    expect(await project.run(['--version'])).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
    expect((await project.run(['commit', '--version'])).out).toBe(`${version}\n`);
    expect((await project.run([])).out).toContain('modelkeep COMMAND --help');
    expect((await project.run(['commit', '--help'])).out).toContain('Examples:');
    expect(await project.run(['comit'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Did you mean commit?') });
  });

  test('on a runtime that is too old is one line and 4, whatever was asked', async () => {
    const project = newProject({ git: false });
    project.write('old.cjs', "Object.defineProperty(process, 'versions', { value: { ...process.versions, napi: '9' } });");
    for (const line of [['log'], ['--version'], []]) {
      const { code, out, err } = await project.run(line, { nodeArgs: ['--require', project.path('old.cjs')] });
      expect([code, out, err.trim().split('\n')]).toEqual([4, '', [expect.stringContaining('Node 22.14 or later')]]);
    }
    const { code, out, err } = await project.run(['--json', 'log'], { nodeArgs: ['--require', project.path('old.cjs')] });
    expect([code, err]).toEqual([4, '']);
    expect(JSON.parse(out)).toEqual({ error: { code: 'runtime.tooOld', message: expect.stringContaining('Node 22.14 or later') } });
  });

  test('ends quietly when the reader goes away', async () => {
    const project = await projectWithVersion();
    const program = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
    for (const args of [['log'], ['show', 'fraud', '--json'], ['--help']]) {
      const child = spawn(process.execPath, [program, ...args], { cwd: project.root, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.destroy();
      let err = '';
      child.stderr.on('data', (part: Buffer) => (err += part.toString()));
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect([args, code, err]).toEqual([args, 0, '']);
    }
  });

  test('writes a long answer completely into a slow pipe', async () => {
    const project = await projectWithVersion();
    project.write('train.py', '# a line of the patch\n'.repeat(100_000));
    project.write('models/fraud/model.safetensors', 'another');
    await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud']);
    const { out } = await project.run(['show', 'fraud', '--object', 'patch'], {
      whileRunning: (child) => {
        child.stdout?.pause();
        void sleep(700).then(() => child.stdout?.resume());
      },
    });
    expect(out.length).toBeGreaterThan(2_000_000);
    expect(out.endsWith('\n')).toBe(true);
  });

  test('stops at Ctrl-C with 130 and leaves nothing visible', async () => {
    const project = await projectWithVersion();
    project.write('big.bin', '');
    truncateSync(project.path('big.bin'), 20 * 1024 ** 3);
    const { code, err } = await project.run(['commit', 'big.bin', '--no-copy'], { whileRunning: (child) => void sleep(1500).then(() => child.kill('SIGINT')) });
    expect([code, err.split('\n')[0]]).toEqual([130, expect.stringContaining('ancelled')]);
    expect((await project.json(['log'])).versions).toHaveLength(1);
    expect(await project.json(['verify'])).toMatchObject({ ok: true });
  });
});
