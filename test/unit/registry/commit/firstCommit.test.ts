import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOperations, type OperationsHost } from '../../../../src/registry/createOperations.ts';
import { temporaryProject } from '../../../fakes/temporaryProject.ts';

function bench(): { folder: string; home: string; host: OperationsHost; write(path: string, content: string): void } {
  const { folder, options } = temporaryProject();
  const host = createOperations(options);
  onTestFinished(() => host.dispose());
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write('models/iris/model.bin', 'weights');
  write('models/iris/metrics.json', '{"f1": 0.9}');
  return { folder, home: join(folder, '../home'), host, write };
}

describe('the first commit', () => {
  it('can be looked at before there is a registry, and makes none', async () => {
    const { folder, home, host } = bench();
    execFileSync('git', ['init', '-q', folder]);
    const dry = { cwd: folder, paths: ['models/iris/model.bin'], dryRun: true };
    const result = await host.run('commitVersion', dry);
    expect(result).toMatchObject({ dryRun: true, created: false, model: 'iris', number: 0, metrics: [{ name: 'f1', value: '0.9' }], stored: { bytes: 7 } });
    expect(result.notices).toEqual([expect.stringContaining('modelkeep init')]);
    expect((await host.run('commitVersion', { ...dry, init: true })).notices).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['.git', 'models']);
    expect([existsSync(join(folder, '.git/modelkeep')), existsSync(home)]).toEqual([false, false]);
  });

  it('without Git begins the registry where the person stands, not beside the file', async () => {
    const { folder, host } = bench();
    expect(await host.run('commitVersion', { cwd: folder, paths: ['models/iris/model.bin'], init: true })).toMatchObject({ created: true, ref: 'iris:v1' });
    expect(existsSync(join(folder, 'modelkeep.json'))).toBe(true);
    expect(existsSync(join(folder, 'models/iris/modelkeep.json'))).toBe(false);
  });

  it('belongs to the repository of the file, where the person stands above several', async () => {
    const { folder, host, write } = bench();
    write('repository/model.bin', 'weights');
    execFileSync('git', ['init', '-q', join(folder, 'repository')]);
    await host.run('commitVersion', { cwd: folder, paths: ['repository/model.bin'], init: true });
    expect(existsSync(join(folder, 'repository/modelkeep.json'))).toBe(true);
  });
});
