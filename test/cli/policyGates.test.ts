import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitCode, policyProject, writtenHoursAgo } from './policyProject.ts';
import { safetensors, type Project } from './project.ts';

/** Gates over facts of the version, each the demand of a stage of its own. */
const GATES: Readonly<Record<string, object>> = {
  Least: { metric: 'f1', atLeast: '0.95' },
  Most: { metric: 'loss', atMost: 0.2 },
  Present: { metric: 'recall' },
  Number: { metric: 'broken', atLeast: '0' },
  Clean: { code: 'clean' },
  Data: { data: 'captured' },
  Undoubted: { doubts: 'none' },
  Whole: { missing: 'nothing' },
  Small: { sizeAtMost: '1 kB' },
  Labelled: { label: 'team', value: 'risk' },
  Tagged: { tag: 'present' },
};

describe('gates', () => {
  test('over facts of a version refuse it with the fact, and the line of the rule; another version meets each', async () => {
    const { project, ana, apply } = await policyProject();
    project.write('requirements.txt', 'numpy==2.0.0\n');
    project.write('params.yaml', 'lr: 0.1\n');
    commitCode(project);
    project.write('train.py', 'print("changed")\n');
    project.write('models/fraud/metrics.json', '{"f1": 0.940, "loss": 0.3, "broken": NaN}');
    project.write('models/fraud/model.safetensors', safetensors(1));
    project.write('models/fraud/large.bin', new Uint8Array(2000));
    writtenHoursAgo(project, 5, 'models/fraud/model.safetensors', 'models/fraud/large.bin');
    await ana.json(['commit', 'models/fraud', '--model', 'fraud']);
    project.git('checkout', '-q', 'train.py');
    project.write('models/fraud/model.safetensors', safetensors(2));
    project.write('models/fraud/metrics.json', '{"f1": 0.950, "loss": 2e-1, "broken": 0, "recall": 1}');
    writtenHoursAgo(project, 8, 'params.yaml', 'requirements.txt', 'data/train.csv');
    await ana.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--metrics', 'models/fraud/metrics.json', '--params', 'params.yaml', '--data', 'data/train.csv', '--tag', '1.0.0', '--label', 'team=risk']);
    const stages = Object.keys(GATES).map((name) => ({ name, holders: 'many' }));
    await apply({ stages, rules: Object.entries(GATES).map(([stage, gate]) => ({ models: 'fraud', stage, gates: [gate] })) });

    const sentences: Record<string, string> = {};
    for (const stage of Object.keys(GATES)) {
      const { error } = await ana.json(['promote', 'fraud:v1', stage], 1);
      expect(error.code, stage).toBe('policy.refused');
      sentences[stage] = error.message;
      const unmet = error.details.rules.filter((rule: { met: boolean }) => !rule.met);
      expect(unmet, stage).toMatchObject([{ at: expect.stringMatching(/^rules\[\d+\]\.gates\[0\]$/), line: expect.any(Number), message: expect.stringMatching(/ \(modelkeep\.json, line \d+\)\.$/) }]);
      const { error: none } = await ana.json(['promote', 'fraud:v2', stage, '--dry-run']);
      expect(none, stage).toBeUndefined();
    }
    expect(sentences).toMatchObject({
      Least: expect.stringMatching(/^f1 is only 0\.940, the policy asks for at least 0\.95 \(modelkeep\.json, line \d+\)\.$/),
      Most: expect.stringContaining('loss is 0.3, the policy asks for at most 0.2'),
      Present: expect.stringContaining('The policy asks for recall, and the version has none'),
      Number: expect.stringContaining('broken is NaN, which is no number'),
      Clean: expect.stringContaining('The code had uncommitted changes: train.py'),
      Data: expect.stringContaining('No data set is recorded with this version'),
      Undoubted: expect.stringContaining('The lineage is doubted: '),
      Whole: expect.stringContaining('The lineage is not whole: '),
      Small: expect.stringContaining('The version has 2.'),
      Labelled: expect.stringContaining('The version has no label team'),
      Tagged: expect.stringContaining('The version has no tag'),
    });
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  });

  test('over the baseline and over evaluations look at whose number it is', async () => {
    const { project, ana, ben, apply, commit } = await policyProject();
    await commit('{"f1": 0.950}');
    await commit('{"f1": 0.941}');
    await apply({ rules: [{ models: '*', stage: 'Production', gates: [{ metric: 'f1', notWorseThanBaselineBy: '1%', direction: 'max' }] }, { models: '*', stage: 'Staging', gates: [{ metric: 'f1', atLeast: '0.9', from: 'evaluation', by: ['reviewer'], notAuthor: true }] }] });
    expect(await ana.json(['explain', 'fraud:v1', 'Production'])).toMatchObject({ allowed: true, rules: expect.arrayContaining([expect.objectContaining({ fact: 'no baseline yet', met: true })]) });
    await ana.json(['promote', 'fraud:v1', 'Production']);
    expect(await ana.json(['promote', 'fraud:v2', 'Production', '--dry-run'])).toMatchObject({ state: 'promoted' });
    await commit('{"f1": 0.9404}');
    expect((await ana.json(['promote', 'fraud:v3', 'Production'], 1)).error.message).toContain('f1 is 0.9404 against 0.950 of v1: worse by 0.0096, and the policy allows 1%');

    project.write('evaluation.json', '{"f1": 0.93}');
    expect((await ana.json(['promote', 'fraud:v2', 'Staging'], 1)).error.message).toContain('f1, evaluated by reviewer, not by the author, and there is no such evaluation');
    await ana.json(['evaluate', 'fraud:v2', '--metrics', 'evaluation.json']);
    expect((await ana.json(['promote', 'fraud:v2', 'Staging'], 1)).error.message).toContain('there is no such evaluation');
    project.write('evaluation.json', '{"f1": 0.92}');
    await ben.json(['evaluate', 'fraud:v2', '--metrics', 'evaluation.json']);
    expect(await ana.json(['promote', 'fraud:v2', 'Staging'])).toMatchObject({ state: 'promoted', rules: expect.arrayContaining([expect.objectContaining({ fact: '0.92, evaluated by Ben' })]) });
  });

  test('that who promotes vouches for: the commit on the Git remote, and the bytes read again', async () => {
    const { project, ana, apply, commit } = await policyProject();
    await commit('{"f1": 0.95}');
    await apply({ rules: [{ models: '*', stage: 'Staging', gates: [{ commit: 'onRemote' }] }, { models: '*', stage: 'Production', gates: [{ bytes: 'rehashed' }] }] });
    expect((await ana.json(['promote', 'fraud:v1', 'Staging'], 1)).error.message).toContain('The repository has no remote.');
    const remote = project.path('.git', 'remote.git');
    project.git('init', '-q', '--bare', remote);
    project.git('remote', 'add', 'origin', remote);
    expect((await ana.json(['promote', 'fraud:v1', 'Staging'], 1)).error.message).toMatch(/The commit [0-9a-f]{7} was not found on the Git remote/);
    project.git('push', '-q', 'origin', 'main');
    const promoted = await ana.json(['promote', 'fraud:v1', 'Staging']);
    expect(promoted).toMatchObject({ state: 'promoted', events: [{ body: { evidence: [{ kind: 'commitOnRemote', commit: project.git('rev-parse', 'HEAD') }] } }] });

    expect(await ana.json(['promote', 'fraud:v1', 'Production', '--dry-run'])).toMatchObject({ state: 'promoted', events: [{ body: { evidence: [{ kind: 'bytesRehashed', files: 1 }] } }] });
    damageStore(project, (await ana.json(['where'])).store);
    expect((await ana.json(['promote', 'fraud:v1', 'Production'], 1)).error).toMatchObject({ code: 'store.corrupt', message: expect.stringContaining('The bytes are not what was committed.') });
    expect(await ana.json(['stages', 'fraud'])).toMatchObject({ stages: [{ name: 'Staging', versions: [{ ref: 'fraud:v1' }] }, { name: 'Production', versions: [] }, {}] });
  });
});

/** Overwrites the stored bytes of weights, with others of the same length. */
function damageStore(project: Project, store: string): void {
  const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && /\/(?:packs|blobs)(?:\/|$)/.test(file.parentPath));
  expect(files.length, project.root).toBeGreaterThan(0);
  for (const { parentPath, name } of files) {
    chmodSync(join(parentPath, name), 0o600);
    writeFileSync(join(parentPath, name), 'x'.repeat(10_000));
  }
}
