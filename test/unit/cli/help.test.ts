import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import { fakeSurroundings } from '../../fakes/fakeSurroundings.ts';

const COMMANDS = ['init', 'where', 'commit', 'run', 'evaluate', 'store', 'undo', 'status', 'list', 'log', 'search', 'show', 'card', 'diff', 'pull', 'restore', 'code', 'verify', 'rebuild', 'du', 'export', 'import', 'tag', 'label', 'unlabel', 'describe', 'deprecate', 'withdraw', 'deploy'];

const NESTED = ['policy show', 'policy check', 'policy diff', 'policy apply', 'notifications list', 'notifications retry', 'notifications test', 'alias set', 'alias remove', 'model describe', 'model owner', 'model rename', 'model archive', 'branch list', 'branch create', 'branch adopt', 'branch close', 'member list', 'member add', 'member remove', 'member role', 'member admission', 'key show', 'key add', 'key revoke', 'key new', 'key backup', 'key restore'];

async function text(...line: readonly string[]): Promise<string> {
  const around = fakeSurroundings();
  expect(await runCommandLine(line, around)).toBe(0);
  expect(around.err()).toBe('');
  return around.out();
}

describe('help', () => {
  test('is short without arguments', async () => {
    await expect(await text()).toMatchFileSnapshot('golden/short.txt');
  });

  test('of the whole program names every command', async () => {
    const help = await text('--help');
    for (const command of COMMANDS) expect(help).toMatch(new RegExp(`^  ${command} `, 'm'));
    await expect(help).toMatchFileSnapshot('golden/help.txt');
  });

  test.each(COMMANDS)('of %s has examples and fits the terminal', async (command) => {
    const help = await text(command, '--help');
    expect(help).toContain('\nExamples:\n  modelkeep ');
    expect(help).toContain('--json');
    expect(await text('help', command)).toBe(help);
    await expect(help).toMatchFileSnapshot(`golden/help.${command}.txt`);
  });

  test.each(NESTED)('of %s has examples too', async (name) => {
    const words = name.split(' ');
    const help = await text(...words, '--help');
    expect(help).toContain('\nExamples:\n  modelkeep ');
    expect(await text('help', ...words)).toBe(help);
    await expect(help).toMatchFileSnapshot(`golden/help.${words.join('.')}.txt`);
  });

  test('answers --version everywhere', async () => {
    expect(await text('--version')).toBe('1.2.3\n');
    for (const command of COMMANDS) expect(await text(command, '--version')).toBe('1.2.3\n');
  });
});
