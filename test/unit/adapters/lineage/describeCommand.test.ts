import { describe, expect, it } from 'vitest';
import { describeCommand } from '../../../../src/adapters/lineage/describeCommand.ts';

const place = { root: '/home/ada/my project', cwd: '/home/ada/my project/src', home: '/home/ada', allowSecret: false };
const argvOf = (...argv: string[]): readonly string[] => describeCommand(argv, place).command.argv;

describe('the command in a record', () => {
  it('names no absolute path: the workspace is left out, the home is ~, anything else keeps its last name', () => {
    expect(argvOf('/usr/bin/python3', '/home/ada/my project/train.py', '--data=/home/ada/my project/data/x.csv', '--cache', '/home/ada/.cache/hf', '-I/usr/include', '--out=/scratch/me/run', 'PATHS=/a/b:/c/d')).toEqual([
      'python3', 'train.py', '--data=data/x.csv', '--cache', '~/.cache/hf', '-I.../include', '--out=.../run', 'PATHS=.../b:.../d',
    ]);
    expect(argvOf('/home/ada/my project/run.sh', '/home/ada/my project')).toEqual(['run.sh', '.']);
    expect(argvOf('python', '-c', 'open("/etc/hosts"); print(1)')).toEqual(['python', '-c', 'open(".../hosts"); print(1)']);
    expect(argvOf('python', 'C:\\Users\\ada\\x.py')).toEqual(['python', '.../x.py']);
  });

  it('leaves addresses, options and relative paths as they are', () => {
    const argv = ['python', 'train.py', 's3://bucket/data/x.csv', 'https://example.org/a', '--lr', '1e-05', '../other/x.py', 'a/b', '--ratio=1/2', '/'];
    expect(argvOf(...argv)).toEqual(argv);
  });

  it('says where it was started, relative to the workspace', () => {
    expect(describeCommand(['x'], place).command.cwd).toBe('src');
    expect(describeCommand(['x'], { ...place, cwd: place.root }).command.cwd).toBe('.');
    expect(describeCommand(['x'], { ...place, cwd: '/elsewhere/deep' }).command.cwd).toBe('deep');
  });

  it('leaves credentials out and says so, unless they are allowed', () => {
    const argv = ['train', '--wandb_key=abc', '--token', 'xyz', '--max-tokens', '4096', `hf_${'aBcDe'.repeat(7)}`];
    expect(describeCommand(argv, place)).toMatchObject({ command: { argv: ['train', '--wandb_key=***', '--token', '***', '--max-tokens', '4096', '***'] }, missing: [{ code: 'command.secret', message: '3 arguments of the command looked like a credential and were left out.' }] });
    expect(describeCommand(argv, { ...place, allowSecret: true })).toMatchObject({ command: { argv }, missing: [] });
  });
});
