import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { newProject, safetensors, type Project } from './project.ts';

/** A training program that writes what it is told, prints, and ends with a code. */
const TRAIN = `
const { writeFileSync } = require('node:fs');
const [, , code, file] = process.argv;
console.log('training');
console.error('epoch 1');
if (file) writeFileSync(file, Buffer.from('${Buffer.from(safetensors(1)).toString('base64')}', 'base64'));
process.exitCode = Number(code);
`;

async function newTraining(): Promise<Project> {
  const project = newProject();
  await project.json(['init']);
  project.write('train.cjs', TRAIN);
  project.git('add', '.');
  project.git('commit', '-q', '-m', 'Train');
  return project;
}

describe('modelkeep run', () => {
  test('passes output and exit code through and commits what the command wrote', async () => {
    const project = await newTraining();
    const { code, out, err } = await project.run(['run', '--model', 'fraud', '-m', 'By run', '--', process.execPath, 'train.cjs', '0', 'model.safetensors']);
    expect([code, out]).toEqual([0, 'training\n']);
    expect(err).toMatch(/^epoch 1\n {2}fraud v1 /);
    const version = await project.json(['show', 'fraud']);
    expect(version).toMatchObject({ message: 'By run', lineage: { command: { argv: expect.arrayContaining(['train.cjs']) } } });
    expect(version.lineage.code[0]).toMatchObject({ basis: 'run', commit: project.git('rev-parse', 'HEAD') });
  });

  test('commits to a branch that is named', async () => {
    const project = await newTraining();
    const document = await project.json(['run', '--model', 'fraud', '--branch', 'sweep', '--', process.execPath, 'train.cjs', '0', 'model.safetensors']);
    expect(document).toMatchObject({ exitCode: 0, commits: [{ ref: 'fraud:v1', branch: 'sweep' }] });
    await project.json(['branch', 'close', 'fraud', 'sweep']);
    const refused = await project.run(['run', '--model', 'fraud', '--branch', 'sweep', '--', process.execPath, 'train.cjs', '0', 'model.safetensors']);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain('The branch sweep of fraud is closed');
  });

  test('commits nothing when the command fails', async () => {
    const project = await newTraining();
    const { code, err } = await project.run(['run', '--', process.execPath, 'train.cjs', '7', 'model.safetensors']);
    expect(code).toBe(7);
    expect(err).toContain('Nothing was committed: the command ended with exit code 7.');
    expect((await project.json(['log'])).versions).toEqual([]);
  });

  test('says when nothing was written', async () => {
    const project = await newTraining();
    const { code, err } = await project.run(['run', '--', process.execPath, 'train.cjs', '0']);
    expect(code).toBe(0);
    expect(err).toContain('the command wrote no model file');
  });

  test('answers one document with --json', async () => {
    const project = await newTraining();
    const { code, out, err } = await project.run(['--json', 'run', '--', process.execPath, 'train.cjs', '0', 'model.safetensors']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ exitCode: 0, commits: [{ state: 'saved', number: 1 }] });
    expect(err).toContain('training\n');
  });

  test('answers 127 for a command that is not there, and 4 without a registry', async () => {
    const project = await newTraining();
    const { code, err } = await project.run(['run', '--', 'no-such-command-anywhere']);
    expect([code, err]).toEqual([127, expect.stringContaining('command not found')]);
    expect((await newProject().run(['run', '--', 'true'])).code).toBe(4);
  });

  test('finds out before the training starts that declared data or params are not there', async () => {
    const project = await newTraining();
    const { registry } = await project.json(['where']);
    const declare = (model: object): void => project.write('modelkeep.json', JSON.stringify({ registry, models: { fraud: { paths: ['out/**'], ...model } } }));
    const train = ['run', '--', process.execPath, 'train.cjs', '0', 'model.safetensors'];
    for (const model of [{ data: ['data/gone.csv'] }, { params: ['gone.yaml'] }, { params: ['modelkeep.json:no.such.key'] }]) {
      declare(model);
      const { code, out, err } = await project.run(train);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/Cannot read .*\n.*The command was not started\./);
    }
    for (const model of [{ data: ['data/*.csv', 's3://bucket/x', 'hf:imdb'] }, { params: ['out/params.yaml'] }]) {
      declare(model);
      expect((await project.run([...train.slice(0, 1), '--model', 'fraud', ...train.slice(1, -1)])).out).toBe('training\n');
    }
    declare({ data: ['data/gone.csv'] });
    expect((await project.run(['run', '--model', 'other', ...train.slice(1)])).code).toBe(0);
  });

  test('leaves signals to the command', async () => {
    const project = await newTraining();
    project.write('slow.cjs', "process.on('SIGINT', () => process.exit(9)); console.log('ready'); setTimeout(() => undefined, 30000);");
    const deaf = await project.run(['run', '--', process.execPath, 'slow.cjs'], {
      whileRunning: (child) => child.stdout?.once('data', () => child.kill('SIGINT')),
    });
    expect(deaf.code).toBe(9);
    project.write('deaf.cjs', "console.log('ready'); setTimeout(() => undefined, 30000);");
    const killed = await project.run(['run', '--', process.execPath, 'deaf.cjs'], {
      whileRunning: (child) => child.stdout?.once('data', () => void sleep(50).then(() => child.kill('SIGTERM'))),
    });
    expect(killed.code).toBe(128 + 15);
  });
});
