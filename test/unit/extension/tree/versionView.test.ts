import { expect, it } from 'vitest';
import { foldRuns } from '../../../../src/extension/tree/foldRuns.ts';
import { modelView, moreView } from '../../../../src/extension/tree/modelView.ts';
import { runView, versionView } from '../../../../src/extension/tree/versionView.ts';
import { HOSTILE, sampleModel, sampleVersion } from '../../../fakes/sampleVersions.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const place = { metric: undefined, newest: true, now: NOW };

it('a version is its number, then metric and age; main goes without saying', () => {
  const view = versionView(sampleVersion(), place);
  expect([view.label, view.description]).toEqual(['v12', 'f1 0.953 · 2 h ago']);
  expect(view.contextValue).toBe('modelkeep.version+local+newest+stored');
  expect(view.accessibility).toBe('version 12, f1 0.953, branch main, 2 h ago, Tune dropout');
});

it('stage, tags and aliases stand before the age, and Production alone has a colour', () => {
  const staged = versionView(sampleVersion({ tags: ['1.4.0'], stages: ['Staging'], aliases: ['champion'] }), place);
  expect(staged.description).toBe('f1 0.953 · Staging · 1.4.0 · champion · 2 h ago');
  expect(staged.accessibility).toContain('stage Staging, tag 1.4.0, alias champion');
  expect([staged.iconColor, versionView(sampleVersion({ stages: ['Production'] }), place).iconColor]).toEqual([undefined, 'charts.green']);
});

it('without metrics the place stays empty', () => {
  expect(versionView(sampleVersion({ metrics: [] }), place).description).toBe('2 h ago');
});

it('the metric that was chosen for the model is shown, whatever is better known', () => {
  const metrics = [{ name: 'f1', value: '0.953' }, { name: 'val.latency_ms', value: '11.20000000001' }];
  expect(versionView(sampleVersion({ metrics }), { ...place, metric: 'val.latency_ms' }).description).toBe('latency_ms 11.2 · 2 h ago');
});

it('withdrawn and not copied are said in words', () => {
  const view = versionView(sampleVersion({ withdrawn: true, storage: 'external' }), place);
  expect(view.description).toBe('f1 0.953 · withdrawn · not copied · 2 h ago');
  expect(view.contextValue).toBe('modelkeep.version+external+local+newest+withdrawn');
});

it('what it is to be used for stands before what it is called, so that a narrow view cuts the names', () => {
  const old = versionView(sampleVersion({ branch: 'lr-sweep', tags: ['1.4.0'], deprecated: { reason: 'Old', author: 'Ana' } }), place);
  expect([old.description, old.icon, old.iconColor]).toEqual(['f1 0.953 · deprecated · 1.4.0 · lr-sweep · 2 h ago', 'tag', 'disabledForeground']);
  expect(versionView(sampleVersion({ branch: 'lr-sweep' }), { ...place, withinBranch: true }).description).toBe('f1 0.953 · 2 h ago');
});

it('a stage that was entered against the rules stands out, in words and by its icon', () => {
  const view = versionView(sampleVersion({ stages: ['Staging', 'Production'], overridden: ['Production'] }), place);
  expect([view.description, view.icon]).toEqual(['f1 0.953 · Staging · Production (against the rules) · 2 h ago', 'warning']);
  expect(view.accessibility).toContain('stage Staging, stage Production, against the rules');
});

it('a model is its newest version, metric and age, and is marked when files differ', () => {
  const view = modelView(sampleModel({ declared: true }), true, NOW);
  expect([view.label, view.description, view.modified]).toEqual(['fraud-detector', 'v12 · f1 0.953 · 2 h ago', true]);
  expect(view.accessibility).toBe('model fraud-detector, newest version 12, f1 0.953, 12 versions, files were written since');
  expect(view.contextValue).toBe('modelkeep.model+changed+declared');
});

it('an archived model says so, and its tooltip has what its row has no room for', () => {
  const view = modelView(sampleModel({ archived: true, description: 'Finds fraud', owner: 'risk team' }), false, NOW);
  expect([view.icon, view.description]).toEqual(['archive', 'v12 · f1 0.953 · 2 h ago · archived']);
  expect(view.contextValue).toBe('modelkeep.model+archived');
  expect(view.tooltip).toBe('fraud-detector · 12 versions · archived\nFinds fraud\nOwner: risk team');
});

it('menus know what a version has that can be taken away', () => {
  const named = sampleVersion({ tags: ['1.4.0'], aliases: ['champion'], labels: [{ name: 'team', value: 'risk' }] });
  expect(versionView(named, place).contextValue).toBe('modelkeep.version+aliased+labelled+local+newest+stored+tagged');
});

it('a declared model without a version says so', () => {
  const view = modelView({ name: 'churn', versions: 0, declared: true }, false, NOW);
  expect([view.description, view.contextValue]).toEqual(['no version yet', 'modelkeep.model+declared+empty']);
});

it('what people typed cannot act in any text of a row', () => {
  const version = sampleVersion({ message: HOSTILE, branch: HOSTILE, tags: [HOSTILE], aliases: [HOSTILE], stages: [HOSTILE], author: HOSTILE, metrics: [{ name: HOSTILE, value: HOSTILE }], run: { id: HOSTILE, step: HOSTILE } });
  const views = [versionView(version, place), runView(HOSTILE, [version, version], place), modelView(sampleModel({ name: HOSTILE, newest: version, description: HOSTILE, owner: HOSTILE }), false, NOW)];
  for (const view of views) {
    for (const text of [view.label, view.description ?? '', view.accessibility, ...(view.tooltip ?? '').split('\n')]) {
      expect(text).not.toMatch(/[\u0000-\u001f\u202e]/);
      expect(text).not.toContain('$(');
      expect(text).not.toContain('](');
    }
  }
});

it('checkpoints of one run are folded where the newest stands, a single one is not', () => {
  const versions = [
    sampleVersion({ number: 5, run: { id: 'a', step: '300' } }),
    sampleVersion({ number: 4 }),
    sampleVersion({ number: 3, run: { id: 'a', step: '200' } }),
    sampleVersion({ number: 2, run: { id: 'b' } }),
    sampleVersion({ number: 1, run: { id: 'a', step: '100' } }),
  ];
  expect(foldRuns(versions).map((row) => (row.kind === 'run' ? [row.id, row.versions.map((version) => version.number)] : row.version.number))).toEqual([['a', [5, 3, 1]], 4, 2]);
  expect(runView('mlflow/a', [versions[0], versions[2]].filter((version) => version !== undefined), place)).toMatchObject({ label: 'Run a', description: '2 checkpoints · v3–v5 · f1 0.953 · 2 h ago' });
});

it('the row below the last version tells how many are older', () => {
  expect(moreView('id', 8).label).toBe('Show 8 older versions');
  expect(moreView('id', 1).label).toBe('Show 1 older version');
});
