import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainIris } from '../../demo/trainIris.ts';
import { anotherPerson, modelkeep } from '../modelkeep.ts';

/** Rules of which some are met, some are not and one is found out later. */
const POLICY = {
  rules: [
    {
      models: '*',
      stage: 'Production',
      approvals: { count: 2, from: ['reviewer', 'admin'], notPromoter: true },
      gates: [{ metric: 'val.accuracy', atLeast: '0.95' }, { metric: 'val.accuracy', notWorseThanBaselineBy: '1%' }, { code: 'clean' }, { commit: 'onRemote' }],
      rollback: 'free',
      override: ['admin'],
    },
  ],
};
/** Models beside the sample's, for looking at what is cut, and as most people name them. */
const LONG_NAMES = ['customer-lifetime-value-regression-transformer', 'customer-lifetime-value-regression-baseline', 'multilingual-toxicity-classifier-distilled-int8'];
const PLAIN_NAMES = ['churn', 'toxicity'];

/** A person who runs the command line in a folder. */
export type Person = (folder: string, ...words: readonly string[]) => string;

/**
 * What a team made of the sample's registry: names, branches, stages, rules, and requests that wait. Ana's registry; answers Ben.
 * `plain`: with nothing that is there only to be looked at: long names, a version that is not to be used, rules that were overridden.
 */
export function teamInSample(folder: string, homes: string, plain = false): Person {
  const ben = anotherPerson('Ben', join(homes, 'Ben'));
  const cleo = anotherPerson('Cleo', join(homes, 'Cleo'));
  const ana: Person = modelkeep;
  for (const [name, person] of [['Ben', ben], ['Cleo', cleo]] as const) ana(folder, 'member', 'add', name, '--role', 'reviewer', '--key', (JSON.parse(person(folder, '--json', 'key', 'show')) as { readonly key: string }).key);
  const others = plain ? PLAIN_NAMES : LONG_NAMES;
  commitOthers(folder, others);
  nameVersions(folder);
  if (!plain) deprecateOld(folder);
  holdStages(folder, others[0] ?? '');
  const config = join(folder, 'modelkeep.json');
  writeFileSync(config, readFileSync(config, 'utf8').replace('{', `{\n  "policy": ${JSON.stringify(POLICY, null, 2).replaceAll('\n', '\n  ')},`)); // its comments stay
  pushTo(join(homes, 'remote'), folder);
  ana(folder, 'policy', 'apply', '-m', 'Two reviewers for Production');
  if (!plain) ana(folder, 'promote', 'iris:v2', 'Production', '--override', '--reason', 'v1 fails on half of the requests', '-m', 'Out of hours');
  ben(folder, 'request', 'iris:1.1.0', 'Production', '-m', 'Better on every class; trained longer.');
  const { requests } = JSON.parse(cleo(folder, '--json', 'requests')) as { readonly requests: readonly { readonly id: string }[] };
  cleo(folder, 'approve', requests[0]?.id ?? '', '-m', 'Looked at the confusion matrix');
  ana(folder, 'request', 'iris:v4', 'Production', '-m', 'The best so far');
  return ben;
}

/** A branch with two versions, and models beside the sample's. */
function commitOthers(folder: string, names: readonly string[]): void {
  modelkeep(folder, 'branch', 'create', 'iris', 'lr-sweep', '--from', 'iris:v3');
  for (const [rate, message] of [['0.03', 'Twice the rate'], ['0.2', 'Ten times the rate']] as const) {
    trainWith(folder, 'learning_rate', rate);
    modelkeep(folder, 'commit', '--model', 'iris', '--branch', 'lr-sweep', '-m', message);
  }
  for (const name of names) {
    mkdirSync(join(folder, 'models', name), { recursive: true });
    copyFileSync(join(folder, 'models/iris/model.safetensors'), join(folder, 'models', name, 'model.safetensors'));
    modelkeep(folder, 'commit', `models/${name}/model.safetensors`, '--model', name, '-m', 'First model with every feature of the customer table');
  }
  trainWith(folder, 'epochs', '90');
}

function nameVersions(folder: string): void {
  modelkeep(folder, 'tag', 'iris:v1', '1.0.0');
  modelkeep(folder, 'tag', 'iris:v3', '1.1.0');
  modelkeep(folder, 'label', 'iris:v3', 'team=botany', 'ticket=IR-42');
  modelkeep(folder, 'alias', 'set', 'iris', 'champion', 'iris:v3');
  modelkeep(folder, 'withdraw', 'iris:v5', '--reason', 'It did not converge');
}

function deprecateOld(folder: string): void {
  modelkeep(folder, 'deprecate', 'iris:v1', '--reason', 'Fails on wide petals', '--use', 'iris:v2');
}

/** Stage histories of all sorts: many promotions, one, none. */
function holdStages(folder: string, other: string): void {
  modelkeep(folder, 'promote', 'iris:v1', 'Staging', '-m', 'First');
  modelkeep(folder, 'promote', 'iris:v1', 'Production', '-m', 'First');
  for (const ref of ['iris:v2', 'iris:v3']) modelkeep(folder, 'promote', ref, 'Staging', '-m', 'Better on every slice');
  modelkeep(folder, 'rollback', 'iris', 'Staging', '-m', 'It answers too slowly');
  modelkeep(folder, 'promote', 'iris:v3', 'Staging', '-m', 'Quick again');
  modelkeep(folder, 'promote', `${other}:v1`, 'Production', '-m', 'First');
}

/** A Git remote that has every commit: a rule asks for it. */
function pushTo(remote: string, folder: string): void {
  execFileSync('git', ['init', '-q', '--bare', remote]);
  execFileSync('git', ['-C', folder, 'push', '-q', remote, 'HEAD']);
  execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', remote]);
}

function trainWith(folder: string, param: string, value: string): void {
  const file = join(folder, 'params.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(new RegExp(`("${param}": )[^,\\s]+`), `$1${value}`));
  trainIris(folder);
}
