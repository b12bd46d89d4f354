import { nodeRuntime } from '../../../src/adapters/keys/nodeRuntime.ts';
import { openCatalogue, type Catalogue } from '../../../src/adapters/sqlite/openCatalogue.ts';
import { HEAD_TABLES, LEDGER_TABLES, MOVABLE_TABLES } from '../../../src/adapters/sqlite/schema.ts';
import { foldSegment } from '../../../src/core/fold/foldSegment.ts';
import { EMPTY_HEAD } from '../../../src/core/fold/ledgerHead.ts';
import { rollbackStack } from '../../../src/core/policy/rollbackTarget.ts';
import { toHex } from '../../../src/core/text/encodings.ts';
import type { LedgerWriter } from '../ledgerWriter.ts';
import { PROGRAM } from '../temporaryProject.ts';
import { PEOPLE, type History } from './history.ts';

/** What the registry has come to, by the program and by the naive registry: to be equal. */
export function outcomes({ ledger, naive, signers }: History): readonly [program: object, naive: object] {
  const { view } = ledger.catalogue;
  const { policy } = naive.policy();
  const models = [...new Set(naive.of('model.created').map(({ body }) => body.model))];
  const places = models.flatMap((model) => ['Staging', 'Canary', 'Production', 'Archived'].map((stage) => ({ model, stage })));
  const one = places.filter(({ stage }) => policy.stages.find(({ name }) => name === stage)?.holders === 'one');
  const program = {
    holders: places.map(({ model, stage }) => view.holders(model, stage).map(({ version }) => version)),
    returns: one.map(({ model, stage }) => rollbackStack(view, model, stage).map(({ version }) => version)),
    requests: view.openRequests({}).map(({ id }) => id),
    roles: PEOPLE.map((person) => view.member(view.device(signers[person].device)?.member ?? '')?.roles ?? []),
    withdrawn: naive.versions().map(({ id }) => view.isWithdrawn(id)),
    resting: naive.versions().filter(({ id }) => view.isWithdrawn(id) && (view.stageOf(id) !== undefined || view.aliasesOf(id).length > 0)),
    administrators: view.membersWithRole('admin').filter(({ id }) => view.devicesOf(id).length > 0).length > 0,
    alone: one.every(({ model, stage }) => view.holders(model, stage).length <= 1 || wereMany(naive, model, stage)),
  };
  return [
    program,
    {
      holders: places.map(({ model, stage }) => [...naive.holders(model, stage)].reverse()),
      returns: one.map(({ model, stage }) => (naive.stacks.get(`${model}#${stage}`) ?? []).map(({ version }) => version).reverse()),
      requests: naive.requests.filter(({ open }) => open).map(({ id }) => id),
      roles: PEOPLE.map((person) => naive.rolesOf(naive.actorOf(signers[person].device) ?? '')),
      withdrawn: naive.versions().map(({ id }) => naive.isWithdrawn(id)),
      resting: [],
      administrators: true,
      alone: true,
    },
  ];
}

/** A stage that was for many when they came, and that nobody has entered since it is for one. */
function wereMany(naive: History['naive'], model: string, stage: string): boolean {
  const changed = naive.of('!policy.set').findLast(({ body }) => body.policy.stages.find(({ name }) => name === stage)?.holders === 'many');
  const next = naive.of('!policy.set').find(({ position }) => position > (changed?.position ?? -1));
  return changed !== undefined && !naive.seen.some((event) => 'stage' in event.body && event.type !== 'stage.demoted' && event.type !== 'request.opened' && event.body.model === model && event.body.stage === stage && event.position > (next?.position ?? 0));
}

/** Every row of the catalogue, as text. */
export function dump(catalogue: Catalogue, tables: readonly string[] = [...LEDGER_TABLES, ...MOVABLE_TABLES, ...HEAD_TABLES]): readonly string[] {
  return tables.flatMap((table) => [...catalogue.rows(table)].map((row) => `${table} ${JSON.stringify(Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? toHex(value) : value]))}`));
}

/** The rows of the same segments folded anew: all in one go, by the view that remembers, and on a driver of choice. */
export function refolded(ledger: LedgerWriter, driver: 'better-sqlite3' | 'node:sqlite'): readonly string[] {
  const catalogue = openCatalogue(':memory:', { programFolder: PROGRAM, scratch: true, driver });
  try {
    catalogue.write(() => {
      const { view, writer } = catalogue.folding();
      let head = EMPTY_HEAD;
      for (const bytes of ledger.segments) ({ head } = foldSegment(nodeRuntime, view, writer, head.next === 0 ? undefined : ledger.registry, head, bytes));
    });
    return dump(catalogue);
  } finally {
    catalogue.close();
  }
}
