import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { BaseModel, Doubt, Missing } from '../../core/model/lineage.ts';
import type { CaptureContext, Collector, Finding } from '../../core/ports/collector.ts';
import { cachedRevision, hubText, isHubId, isPinned, parseHubReference, type HubReference } from './hubReference.ts';
import { isValueProblem, readValueFile } from './valueFile.ts';
import { textOf } from './valueNode.ts';
import { workspaceName } from './workspaceName.ts';

const ADAPTER = 'adapter_config.json';

/** What is known of one base model. */
interface FoundBase {
  readonly base: BaseModel;
  readonly doubts: readonly Doubt[];
  readonly place?: string;
}

/** Models that this one was made from outside the registry: those given, and the base of a PEFT adapter. */
export const baseModelCollector: Collector = {
  kind: 'parents',
  async collect(context: CaptureContext): Promise<Finding> {
    const found: FoundBase[] = [];
    const missing: Missing[] = [];
    for (const text of context.options.bases) found.push(await givenBase(context, text));
    const file = await readValueFile(join(context.folder, ADAPTER));
    if (!isValueProblem(file)) {
      const name = textOf(file.node, 'base_model_name_or_path');
      if (name !== undefined && name !== '') found.push(await adapterBase(context, name, textOf(file.node, 'revision')));
    } else if (file.problem !== 'absent') {
      missing.push({ code: 'parents.unreadable', fact: 'parents', message: `${ADAPTER} was not read: ${file.reason}.` });
    }
    const unique = [...new Map(found.map((one) => [one.base.reference, one])).values()];
    return {
      bases: unique.map(({ base }) => base),
      doubts: unique.flatMap(({ doubts }) => doubts),
      missing,
      places: unique.flatMap(({ base, place }) => (place === undefined ? [] : [{ name: base.reference, path: place }])),
    };
  },
};

async function givenBase(context: CaptureContext, text: string): Promise<FoundBase> {
  const reference = parseHubReference(text);
  if (reference === undefined) {
    throw new RegistryError('usage.invalid', `${text} is no model of the Hugging Face hub.`, { hint: 'Write hf:ORGANISATION/NAME@REVISION.' });
  }
  return hubBase(context, reference, 'given');
}

async function adapterBase(context: CaptureContext, name: string, revision: string | undefined): Promise<FoundBase> {
  const local = isAbsolute(name) ? name : [context.folder, context.root].map((base) => resolve(base, name)).find((path) => existsSync(path));
  if (local === undefined && isHubId(name)) {
    const usable = revision !== undefined && /^[\w./-]{1,200}$/.test(revision) ? revision : undefined;
    return hubBase(context, { id: name, ...(usable === undefined ? {} : { revision: usable }) }, ADAPTER);
  }
  const named = workspaceName(context.root, local ?? resolve(context.root, name));
  const reference = named.name.slice(0, 4096);
  const message = `${ADAPTER} names the folder ${reference.slice(0, 200)}, whose content is not known.`;
  return {
    base: { reference, source: ADAPTER },
    doubts: [{ code: 'parents.notPinned', fact: 'parents', message }],
    ...(named.outside && local !== undefined ? { place: local } : {}),
  };
}

/** An unpinned model is pinned to what the Hugging Face cache holds of it now, and stays in doubt. */
async function hubBase(context: CaptureContext, reference: HubReference, source: string): Promise<FoundBase> {
  if (isPinned(reference)) return { base: { reference: hubText(reference), source }, doubts: [] };
  const cached = await cachedRevision(context, 'models', reference);
  const message = `${hubText(reference)} names no commit, so what it means may change${cached === undefined ? '' : '; the commit is that of the Hugging Face cache now'}.`;
  return {
    base: { reference: cached === undefined ? hubText(reference) : hubText({ id: reference.id, revision: cached }), source: cached === undefined ? source : `${source}, Hugging Face cache` },
    doubts: [{ code: 'parents.notPinned', fact: 'parents', message }],
  };
}
