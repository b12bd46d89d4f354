import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anotherPerson, modelkeep } from './modelkeep.ts';

/** Rules of which some are met, some are not and one is found out later. */
const POLICY = {
  rules: [
    {
      models: '*',
      stage: 'Production',
      approvals: { count: 2, from: ['reviewer', 'admin'] },
      gates: [{ metric: 'val.accuracy', atLeast: '0.95' }, { metric: 'val.accuracy', notWorseThanBaselineBy: '1%' }, { code: 'clean' }, { commit: 'onRemote' }],
    },
  ],
};

/** The sample's registry with two open requests: Ben's, which Cleo has approved and which waits for Ana, and Ana's own. */
export function askInSample(folder: string, homes: string): void {
  const [ben, cleo] = ['Ben', 'Cleo'].map((name) => anotherPerson(name, join(homes, name)));
  if (ben === undefined || cleo === undefined) return;
  modelkeep(folder, 'promote', 'iris:v1', 'Production', '-m', 'First');
  modelkeep(folder, 'tag', 'iris:v3', '1.1.0');
  for (const [name, person] of [['Ben', ben], ['Cleo', cleo]] as const) modelkeep(folder, 'member', 'add', name, '--role', 'reviewer', '--key', (JSON.parse(person(folder, '--json', 'key', 'show')) as { readonly key: string }).key);
  const config = join(folder, 'modelkeep.json');
  writeFileSync(config, readFileSync(config, 'utf8').replace('{', `{\n  "policy": ${JSON.stringify(POLICY)},`)); // its comments stay
  modelkeep(folder, 'policy', 'apply', '-m', 'Two reviewers for Production');
  ben(folder, 'request', 'iris:1.1.0', 'Production', '-m', 'Better on every class; trained longer.');
  const { requests } = JSON.parse(cleo(folder, '--json', 'requests')) as { readonly requests: readonly { readonly id: string }[] };
  cleo(folder, 'approve', requests[0]?.id ?? '', '-m', 'Looked at the confusion matrix');
  modelkeep(folder, 'request', 'iris:v2', 'Production', '-m', 'The best so far');
}
