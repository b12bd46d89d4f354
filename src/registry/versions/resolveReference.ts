import { RegistryError } from '../../core/errors.ts';
import { formatReference, parseReference, type Reference } from '../../core/model/reference.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/policy/policy.ts';
import { stageNamed } from '../../core/policy/policyInForce.ts';
import type { ModelListRow } from '../../core/ports/catalogueReader.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';

/**
 * The version that a reference names; a withdrawn one only by number or id.
 * @throws RegistryError reference.invalid, reference.notFound (with what there is), reference.ambiguous (with the list)
 */
export async function resolveReference(ledger: Ledger, text: string): Promise<VersionRow> {
  const reference = parseReference(text);
  if (reference.kind === 'id') return resolveId(ledger, reference);
  const model = await ledger.read('model', reference.model);
  if (model === undefined) return refuseModel(ledger, reference.model);
  if (reference.kind === 'number') return (await versionNumbered(ledger, model, reference.number)) ?? refuseNumber(ledger, model, reference.number);
  if (reference.kind === 'newest') return (await newestOn(ledger, model, 'main')) ?? (await newestOn(ledger, model, undefined)) ?? refuse(`${model.name} has no version.`, 'Commit one first.');
  if (reference.kind === 'branch') return (await newestOn(ledger, model, reference.branch)) ?? refuse(`${model.name} has no version on branch ${reference.branch}.`, `modelkeep log ${model.name} lists its versions.`);
  return resolveNamed(ledger, model, reference, text);
}

async function resolveNamed(ledger: Ledger, model: ModelListRow, reference: Reference & { readonly kind: 'tag' | 'alias' | 'stage' }, text: string): Promise<VersionRow> {
  const ids = await versionsNamed(ledger, model.model, reference);
  const [first, second] = ids;
  if (second !== undefined) {
    const versions = await Promise.all(ids.map((id) => ledger.read('version', id)));
    const refs = versions.map((version) => formatReference(model.name, version?.number ?? 0));
    throw new RegistryError('reference.ambiguous', `${ids.length} versions are ${text}.`, { hint: `Name one: ${refs.slice(0, 10).join(', ')}.`, details: { matches: refs } });
  }
  const version = first === undefined ? undefined : await ledger.read('version', first);
  if (version === undefined && reference.kind === 'tag') {
    const tags = (await ledger.read('tagsOfModel', model.model)).map((row) => row.tag);
    if (tags.length > 0) return refuse(`${model.name} has no tag ${reference.tag}.`, `It has: ${tags.slice(-10).join(', ')}.`);
  }
  if (version === undefined && reference.kind === 'stage') return refuseStage(ledger, model, reference.stage);
  return version ?? refuse(`${model.name} has no ${reference.kind} of that name: ${text}.`, `modelkeep log ${model.name} lists its versions; name one by number, like ${formatReference(model.name, Math.max(model.versions, 1))}.`);
}

async function versionsNamed(ledger: Ledger, model: string, reference: Reference & { readonly kind: 'tag' | 'alias' | 'stage' }): Promise<readonly string[]> {
  if (reference.kind === 'stage') return (await ledger.read('holders', model, await stageName(ledger, reference.stage))).map((row) => row.version);
  const row = await (reference.kind === 'tag' ? ledger.read('tag', model, reference.tag) : ledger.read('alias', model, reference.alias));
  return row === undefined ? [] : [row.version];
}

/** Case does not matter in the name of a stage. */
async function stageName(ledger: Ledger, name: string): Promise<string> {
  return stageNamed(await policyOf(ledger), name)?.name ?? name;
}

async function policyOf(ledger: Ledger): Promise<Policy> {
  const row = await ledger.read('policy');
  return row === undefined ? DEFAULT_POLICY : (JSON.parse(row.policy) as Policy);
}

/** A stage that nothing holds is not one that there is not. */
async function refuseStage(ledger: Ledger, model: ModelListRow, name: string): Promise<never> {
  const policy = await policyOf(ledger);
  const stage = stageNamed(policy, name);
  if (stage === undefined) return refuse(`There is no stage ${JSON.stringify(name)}.`, `There are: ${policy.stages.map((one) => one.name).join(', ')}.`);
  return refuse(`No version of ${model.name} holds ${stage.name}.`, `modelkeep stages ${model.name} shows what the stages hold.`);
}

async function versionNumbered(ledger: Ledger, model: ModelListRow, number: number): Promise<VersionRow | undefined> {
  return ledger.read('versionNumbered', model.model, number);
}

async function newestOn(ledger: Ledger, model: ModelListRow, branch: string | undefined): Promise<VersionRow | undefined> {
  return (await ledger.read('versions', { model: model.model, limit: 1, ...(branch === undefined ? {} : { branch }) }))[0];
}

async function resolveId(ledger: Ledger, reference: Reference & { readonly kind: 'id' }): Promise<VersionRow> {
  const model = reference.model === undefined ? undefined : await ledger.read('model', reference.model);
  if (model !== undefined) return resolveReference(ledger, formatReference(model.name, Math.max(model.versions, 1)));
  const matches = await ledger.read('versionsByPrefix', reference.prefix);
  const [first, second] = matches;
  if (first === undefined) return refuse(`There is no version whose id begins with ${reference.prefix}.`, 'modelkeep log lists the versions with their ids.');
  if (second === undefined) return first;
  throw new RegistryError('reference.ambiguous', `${matches.length} versions have an id that begins with ${reference.prefix}.`, {
    hint: `Give more digits: ${matches.map((one) => `${one.id.slice(0, 16)} (${formatReference(one.model, one.number)})`).join(', ')}`,
    details: { matches: matches.map((one) => one.id) },
  });
}

async function refuseNumber(ledger: Ledger, model: ModelListRow, number: number): Promise<never> {
  const newest = await newestOn(ledger, model, undefined);
  return refuse(`${model.name} has no v${number}.`, newest === undefined ? 'It has no version.' : `Its newest version is v${newest.number}.`);
}

async function refuseModel(ledger: Ledger, name: string): Promise<never> {
  const models = await ledger.read('models', 6, '');
  const names = models.slice(0, 5).map((model) => model.name);
  const hint = names.length === 0 ? 'The registry has no model yet.' : `There are: ${names.join(', ')}${models.length > 5 ? ', …' : ''}.`;
  return refuse(`There is no model called ${name}.`, hint);
}

function refuse(message: string, hint: string): never {
  throw new RegistryError('reference.notFound', message, { hint });
}
