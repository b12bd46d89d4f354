import { mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { CommandFailed, type Shell } from './shell.ts';

/** Rules of the sample: good enough, not much worse than what serves now, and seen by somebody else. */
const POLICY = {
  stages: [{ name: 'Staging' }, { name: 'Production', holders: 'one', replaced: 'Archived' }, { name: 'Archived', holders: 'many' }],
  rules: [
    {
      models: '*',
      stage: 'Production',
      approvals: { count: 1, from: ['reviewer'], notAuthor: true },
      gates: [{ metric: 'val.accuracy', atLeast: '0.95' }, { metric: 'val.accuracy', notWorseThanBaselineBy: '5%' }, { data: 'captured' }],
      rollback: 'free',
      override: ['admin'],
    },
  ],
};

/**
 * From version to production, as two people do it: a tag, rules that refuse, a request, an approval, a comparison, a
 * rollback, and the proof of all that by a program that shares no code with this one.
 */
export function bringToProduction(folder: string, shell: Shell): void {
  const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'modelkeep-demo-'));
  const ben = shell.as({ name: 'Ben', home: join(scratch, 'home-of-ben') });
  setRules(folder, shell);
  admit(ben, shell);

  shell.say('\n# Version 1 is not good enough, and nobody in a hurry can help that.');
  shell.refused('modelkeep', 'promote', 'iris:v1', 'Production');
  shell.run('modelkeep', 'explain', 'iris:v1', 'Production');

  shell.say('\n# Version 2 is. Only the approval is lacking, so it is asked for.');
  shell.run('modelkeep', 'tag', 'iris:v2', '1.0.0');
  promoteWith(ben, shell, { ref: 'iris:1.0.0', why: 'Serve customers', checked: 'Tried it on flowers of my own' });

  shell.say('\n# A week later: what would change, and the next promotion.');
  shell.run('modelkeep', 'diff', 'iris:1.0.0', 'iris:v3');
  promoteWith(ben, shell, { ref: 'iris:v3', why: 'Trained for longer', checked: 'Within the tolerance' });

  shell.say('\n# It was a mistake. One step back: its bytes are read again before anything moves.');
  shell.run('modelkeep', 'rollback', 'iris', 'Production', '-m', 'Confuses two species');
  shell.run('modelkeep', 'stages', 'iris', '--history');
  audit(join(scratch, 'audit'), shell);
}

function setRules(folder: string, shell: Shell): void {
  shell.say('\n# Who may serve customers: rules in modelkeep.json, reviewed like code, in force once they are applied.');
  const file = join(folder, 'modelkeep.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, applyEdits(text, modify(text, ['policy'], POLICY, { formattingOptions: { insertSpaces: true, tabSize: 2 } })));
  shell.run('git', 'commit', '-q', '-m', 'Rules for production', 'modelkeep.json');
  shell.run('modelkeep', 'policy', 'apply', '-m', 'Two pairs of eyes');
}

/** Ben works at the same machine here; elsewhere he would send his key. */
function admit(ben: Shell, shell: Shell): void {
  shell.say('\n# A second person, with a key of their own.');
  ben.run('modelkeep', 'key', 'show');
  shell.run('modelkeep', 'member', 'add', 'Ben', '--key', field(ben, 'key', ['key', 'show']), '--role', 'reviewer');
}

function promoteWith(ben: Shell, shell: Shell, { ref, why, checked }: { readonly ref: string; readonly why: string; readonly checked: string }): void {
  shell.run('modelkeep', 'request', ref, 'Production', '-m', why);
  ben.run('modelkeep', 'requests', '--waiting');
  ben.run('modelkeep', 'approve', field(ben, 'id', ['requests', '--waiting']), '-m', checked);
  shell.run('modelkeep', 'promote', ref, 'Production', '-m', why);
}

function audit(output: string, shell: Shell): void {
  shell.say('\n# Months later, an auditor: who put what into production, on whose approval?');
  shell.run('modelkeep', 'audit', 'log', '--model', 'iris', '--type', 'stage');
  shell.run('modelkeep', 'audit', 'log', '--model', 'iris', '--type', 'approval');
  shell.run('modelkeep', 'audit', 'checkpoint');
  shell.run('modelkeep', 'audit', 'export', output);
  shell.say('\n# And can that be trusted? One file of Python, which shares no code with Modelkeep, says what it proves.');
  if (shell.ask('python3', '-c', 'import sys; sys.exit(sys.version_info < (3, 8))') === undefined) shell.say('# There is no Python 3.8 here, so this is left out.');
  else shell.run('python3', join(output, 'verify_ledger.py'), output);
}

/** The first member of that name in what a command answers with `--json`. */
function field(shell: Shell, name: string, args: readonly string[]): string {
  const found = new RegExp(`"${name}": "([^"]+)"`).exec(shell.ask('modelkeep', ...args, '--json') ?? '')?.[1];
  if (found === undefined) throw new CommandFailed(`modelkeep ${args.join(' ')} names no ${name}`);
  return found;
}
