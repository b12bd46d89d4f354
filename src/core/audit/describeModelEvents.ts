import type { ModelEvents } from '../model/events/modelEvents.ts';
import { type Describers, numberOf, quoted, sides } from './described.ts';

/** Models and branches. */
export const DESCRIBE_MODEL_EVENTS: Describers<keyof ModelEvents> = {
  'model.created': ({ direction, metric, model }) => ({
    change: `Model ${model} begun`,
    after: model,
    details: metric === undefined ? [] : [{ fact: 'metric', name: metric, after: direction === undefined ? 'shown first' : `shown first, ${direction} is better` }],
  }),
  'model.described': ({ model, text, was }, facts) => ({ change: `Description of ${facts.nameOf(model)}: ${quoted(was)} \u2192 ${quoted(text)}`, ...sides(was, text) }),
  'model.owned': ({ model, owner, was }, facts) => ({ change: `Owner of ${facts.nameOf(model)}: ${was === '' ? 'nobody' : was} \u2192 ${owner === '' ? 'nobody' : owner}`, ...sides(was, owner) }),
  'model.renamed': ({ name, was }) => ({ change: `Model renamed: ${was} \u2192 ${name}`, before: was, after: name }),
  'model.archived': ({ archived, model }, facts) => {
    const [before, after] = archived ? ['in use', 'archived'] : ['archived', 'in use'];
    return { change: `${facts.nameOf(model)} ${archived ? 'archived' : 'brought back'}`, ...sides(before, after) };
  },
  'branch.created': ({ branch, from, model }, facts) => ({ change: `Branch ${branch} of ${facts.nameOf(model)} begun${from === undefined ? '' : ` from ${numberOf(facts.refOf(from))}`}`, after: 'open' }),
  'branch.adopted': ({ branch, model, source, version }, facts) => ({
    change: `Branch ${branch} of ${facts.nameOf(model)} adopted: ${numberOf(facts.refOf(source))} became ${numberOf(facts.refOf(version))} of main`,
    before: facts.refOf(source),
    after: facts.refOf(version),
  }),
  'branch.closed': ({ branch, model }, facts) => ({ change: `Branch ${branch} of ${facts.nameOf(model)} closed`, before: 'open', after: 'closed' }),
};
