import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../step.ts';
import type { Shell } from './shell.ts';

/** Files of one version of the sample's model. */
export const modelFiles = ['models/iris/model.safetensors', 'models/iris/labels.json'];

/** True when the sample may go there: nothing of the person's is ever overwritten. */
export function isFree(folder: string): boolean {
  return !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0);
}

/** Puts the sample project that ships with the extension at `folder`, as a Git repository with a registry and one commit. */
export function putSample(folder: string, shell: Shell): void {
  mkdirSync(folder, { recursive: true });
  // Not what somebody trained in the checkout.
  cpSync(join(root, 'media', 'sample'), folder, { recursive: true, filter: (path) => !/[\\/](models|__pycache__)$/.test(path) });
  shell.run('git', 'init', '-q');
  if (shell.ask('git', 'config', 'user.name') === undefined) shell.run('git', 'config', 'user.name', 'Sample Person');
  if (shell.ask('git', 'config', 'user.email') === undefined) shell.run('git', 'config', 'user.email', 'sample@example.org');
  shell.run('modelkeep', 'init');
  shell.run('git', 'add', '.');
  shell.run('git', 'commit', '-q', '-m', 'Begin');
}

/** Trains and commits three times: as it was, with a parameter changed, and with an edit that Git does not know. Answers the bytes of version 1. */
export function makeVersions(folder: string, shell: Shell): ReadonlyMap<string, Buffer> {
  const train = trainingCommand(shell);
  shell.say('\n# Train, and keep what came out.');
  shell.run(...train);
  shell.run('modelkeep', 'commit', '--model', 'iris', '-m', 'First model');
  const first = new Map(modelFiles.map((file) => [file, readFileSync(join(folder, file))]));

  shell.say('\n# Change a parameter, and let Modelkeep watch the training. The message is that of the Git commit.');
  changeParam(folder, shell, 'learning_rate', '0.02');
  shell.run('git', 'commit', '-q', '-a', '-m', 'Learn faster');
  shell.run('modelkeep', 'run', '--model', 'iris', '--', ...train);

  shell.say('\n# Change another one, and forget to commit that to Git.');
  changeParam(folder, shell, 'epochs', '60');
  shell.run(...train);
  shell.run('modelkeep', 'commit', '--model', 'iris', '-m', 'Train longer');
  return first;
}

/** Python where there is one (3.8 or later), else the twin of the script, which gives the same numbers. */
function trainingCommand(shell: Shell): [string, ...string[]] {
  const python = shell.ask('python3', '-c', 'import sys; sys.exit(sys.version_info < (3, 8))') !== undefined;
  if (python) return ['python3', 'train.py'];
  shell.say('\n# There is no Python 3.8 here, so the twin of train.py trains; it gives the same numbers.');
  return ['node', join(root, 'test', 'demo', 'trainIris.ts')];
}

function changeParam(folder: string, shell: Shell, name: string, value: string): void {
  const file = join(folder, 'params.json');
  const text = readFileSync(file, 'utf8');
  const pattern = new RegExp(`("${name}": )([^,\\s]+)`);
  writeFileSync(file, text.replace(pattern, `$1${value}`));
  shell.say(`\n# In params.json: "${name}" from ${pattern.exec(text)?.[2]} to ${value}.`);
}
