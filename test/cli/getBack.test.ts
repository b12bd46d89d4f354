import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectWithVersion, safetensors } from './project.ts';

const FILE = 'models/fraud/model.safetensors';

describe('pull', () => {
  test('writes the files anywhere and leaves what is right already', async () => {
    const project = await projectWithVersion();
    expect(await project.json(['pull', 'fraud:v1', '-o', 'out/here'])).toMatchObject({ ref: 'fraud:v1', written: ['model.safetensors'], same: [] });
    expect(readFileSync(project.path('out/here/model.safetensors'))).toEqual(safetensors(1));
    expect(await project.json(['pull', 'fraud:v1', '-o', 'out/here'])).toMatchObject({ written: [], same: ['model.safetensors'] });
  });

  test('does not overwrite what no version knows without --force', async () => {
    const project = await projectWithVersion();
    project.write('out/model.safetensors', 'mine');
    const { error } = await project.json(['pull', 'fraud:v1', '-o', 'out'], 1);
    expect(error).toMatchObject({ code: 'file.differs', hint: expect.stringContaining('--force') });
    expect(readFileSync(project.path('out/model.safetensors'), 'utf8')).toBe('mine');
    await project.json(['pull', 'fraud:v1', '-o', 'out', '--force']);
    expect(readFileSync(project.path('out/model.safetensors'))).toEqual(safetensors(1));
  });

  test('says so when the place is no folder and can be none, also where Node would try for ever', async () => {
    const project = await projectWithVersion();
    project.write('taken', 'mine');
    symlinkSync('nowhere', project.path('dangling'));
    for (const output of ['taken', 'taken/deep', 'dangling', ...(process.platform === 'linux' ? ['/proc/x/y'] : [])]) {
      for (const command of ['pull', 'code']) expect((await project.json([command, 'fraud:v1', '-o', output], 1)).error).toMatchObject({ code: 'file.differs' });
    }
    expect(readFileSync(project.path('taken'), 'utf8')).toBe('mine');
  });
});

describe('restore', () => {
  test('puts the files back where they came from, over the bytes of another version', async () => {
    const project = await projectWithVersion();
    project.write(FILE, safetensors(2));
    await project.json(['commit', FILE, '--model', 'fraud']);
    expect((await project.json(['-C', 'data', 'restore', 'fraud:v1'])).written).toEqual(['model.safetensors']);
    expect(readFileSync(project.path(FILE))).toEqual(safetensors(1));
    rmSync(project.path('models'), { recursive: true });
    const { code, out } = await project.run(['restore', 'fraud:v2']);
    expect([code, out]).toEqual([0, expect.stringContaining('1 file written')]);
    expect(readFileSync(project.path(FILE))).toEqual(safetensors(2));
  });

  test('does not overwrite work that was never committed without --force', async () => {
    const project = await projectWithVersion();
    project.write(FILE, 'new work');
    expect((await project.json(['restore', 'fraud:v1'], 1)).error.code).toBe('file.differs');
    expect(readFileSync(project.path(FILE), 'utf8')).toBe('new work');
    await project.json(['restore', 'fraud:v1', '--force']);
    expect(readFileSync(project.path(FILE))).toEqual(safetensors(1));
  });
});

describe('code', () => {
  test('rebuilds the source tree with what was not committed to Git', async () => {
    const project = await projectWithVersion();
    project.write('train.py', 'print("dirty")\n');
    project.write('new.py', 'print("untracked")\n');
    project.write(FILE, safetensors(2));
    await project.json(['commit', FILE, '--model', 'fraud']);
    project.git('checkout', '-q', 'train.py');
    rmSync(project.path('new.py'));
    const out = project.path('..', `${project.root.split('/').at(-1)}-code`);
    try {
      expect((await project.json(['code', 'fraud:v2', '-o', out])).output).toBe(out);
      expect(readFileSync(`${out}/train.py`, 'utf8')).toBe('print("dirty")\n');
      expect(readFileSync(`${out}/new.py`, 'utf8')).toBe('print("untracked")\n');
      expect(existsSync(`${out}/data/train.csv`)).toBe(true);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
