import type { ModelEvents } from '../model/events/modelEvents.ts';
import type { FactRow } from '../model/rows.ts';
import { rulesOfBranch, policyInForce } from '../policy/policyInForce.ts';
import { holdsOneOf } from '../policy/roles.ts';
import { rolesOf, type Applied, type Appliers, type FoldContext } from './eventPlace.ts';
import { factChanges } from './factChanges.ts';
import { withRight } from './withRight.ts';

/** Models and branches. */
export const APPLY_MODEL_EVENTS: Appliers<keyof ModelEvents> = {
  'model.created': withRight('contribute', applyModelCreated),
  'model.described': withRight('contribute', (context, body) => applyFact(context, body.model, 'description', body.text, body.author)),
  'model.owned': withRight('maintain', (context, body) => applyFact(context, body.model, 'owner', body.owner, body.author)),
  'model.archived': withRight('maintain', (context, body) => applyFact(context, body.model, 'archived', body.archived ? 'yes' : '', body.author)),
  'model.renamed': withRight('maintain', applyModelRenamed),
  'branch.created': withRight('contribute', applyBranchCreated),
  'branch.adopted': withRight('contribute', applyBranchAdopted),
  'branch.closed': withRight('contribute', applyBranchClosed),
};

function applyModelCreated({ view, place }: FoldContext, body: ModelEvents['model.created']): Applied {
  if (view.model(body.model) !== undefined || view.modelNamed(body.model) !== undefined) return { rejected: `a model is called ${body.model} already` };
  const fromPosition = place.position;
  return {
    changes: [
      { table: 'model', row: { model: body.model, position: place.position, metric: body.metric ?? null, direction: body.direction ?? null } },
      { table: 'modelName', row: { model: body.model, name: body.model, folded: body.model.toLowerCase(), fromPosition, toPosition: null } },
      { table: 'branch', row: { model: body.model, branch: 'main', start: null, fromPosition, toPosition: null } },
    ],
  };
}

/** A name that another model has or had is not free: references to it must keep their meaning. */
function applyModelRenamed({ view, place }: FoldContext, body: ModelEvents['model.renamed']): Applied {
  if (view.model(body.model) === undefined) return { rejected: 'there is no such model' };
  if (view.nameOf(body.model) !== body.was) return { rejected: `it is called ${view.nameOf(body.model)} now` };
  if (view.nameOf(body.model) === body.name) return { rejected: 'it is called so already' };
  const other = view.modelNamed(body.name) ?? view.model(body.name);
  if (other !== undefined && other.model !== body.model) return { rejected: `another model is or was called ${body.name}` };
  const { position } = place;
  return {
    changes: [
      { end: 'modelName', where: { model: body.model }, toPosition: position },
      { table: 'modelName', row: { model: body.model, name: body.name, folded: body.name.toLowerCase(), fromPosition: position, toPosition: null } },
    ],
  };
}

function applyFact({ view, place }: FoldContext, model: string, fact: FactRow['fact'], value: string, author: string): Applied {
  if (view.model(model) === undefined) return { rejected: 'there is no such model' };
  return { changes: factChanges(`model:${model}`, fact, value, author, place.position) };
}

function applyBranchCreated({ view, place }: FoldContext, body: ModelEvents['branch.created']): Applied {
  if (view.model(body.model) === undefined) return { rejected: 'there is no such model' };
  if (view.branch(body.model, body.branch) !== undefined) return { rejected: `the branch ${body.branch} exists already` };
  if (body.from !== undefined && view.versionKey(body.from)?.model !== body.model) return { rejected: 'it starts from a version of another model' };
  return { changes: [{ table: 'branch', row: { model: body.model, branch: body.branch, start: body.from ?? null, fromPosition: place.position, toPosition: null } }] };
}

/** Says where a version of `main` comes from; the version itself was committed by the event before. */
function applyBranchAdopted({ view, place }: FoldContext, body: ModelEvents['branch.adopted']): Applied {
  const [version, source] = [view.version(body.version), view.version(body.source)];
  if (version === undefined || source === undefined) return { rejected: 'there is no such version' };
  if (version.model !== body.model || source.model !== body.model || source.branch !== body.branch) return { rejected: 'the versions are not of this model and branch' };
  if (version.branch !== 'main' || source.branch === 'main') return { rejected: 'a branch is adopted to main' };
  if ((view.adoptedFrom(version.id) ?? source.id) !== source.id) return { rejected: 'the version was made of another' };
  if (!version.record.parents.includes(source.id) || version.manifest !== source.manifest) return { rejected: 'the version was not made of the branch\u2019s' };
  return { changes: [{ table: 'adoption', row: { position: place.position, version: body.version, source: body.source } }] };
}

function applyBranchClosed({ view, place }: FoldContext, body: ModelEvents['branch.closed']): Applied {
  if (body.branch === 'main') return { rejected: 'main is never closed' };
  if (view.branch(body.model, body.branch) === undefined) return { rejected: `there is no open branch ${body.branch}` };
  const refused = rulesOfBranch(view, policyInForce(view).policy, body.model, body.branch).some((rule) => !holdsOneOf(rolesOf(place), rule.by, 'contribute'));
  if (refused) return { rejected: 'the branch is protected' };
  return { changes: [{ end: 'branch', where: { model: body.model, branch: body.branch }, toPosition: place.position }] };
}
