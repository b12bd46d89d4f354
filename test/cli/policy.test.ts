import { describe, expect, test } from 'vitest';
import { policyProject } from './policyProject.ts';
import { newProject } from './project.ts';

const APPROVALS = { count: 1, from: ['reviewer'], notAuthor: true, notPromoter: true };

describe('policy', () => {
  test('is checked, compared, rehearsed, applied once and shown', async () => {
    const { ana, eva, write, commit } = await policyProject();
    await commit('{"f1": 0.940}');
    expect(await ana.json(['policy', 'show'])).toMatchObject({ position: -1, policy: { rules: [] } });
    expect(await ana.json(['policy', 'check'])).toMatchObject({ state: 'none', findings: [] });
    expect((await ana.json(['policy', 'apply'], 2)).error).toMatchObject({ code: 'config.invalid', message: 'modelkeep.json has no "policy".' });
    write({ rules: [{ models: 'fraud', stage: 'Production', gates: [{ metric: 'f1', atLeast: 0.95 }] }] });
    expect(await ana.json(['policy', 'check'])).toMatchObject({ state: 'differs', findings: [] });
    const differences = [{ about: 'Production of fraud', effect: 'stricter', after: 'f1 at least 0.95' }];
    expect(await ana.json(['policy', 'diff'])).toMatchObject({ state: 'differs', differences, inForce: { position: -1 } });
    expect((await eva.json(['policy', 'apply'], 1)).error).toMatchObject({ code: 'policy.refused', details: { needs: 'administer' } });
    expect(await ana.json(['policy', 'apply', '--dry-run'])).toMatchObject({ dryRun: true, state: 'applied', differences });
    expect(await ana.json(['promote', 'fraud:v1', 'Production', '--dry-run'])).toMatchObject({ state: 'promoted' });
    expect(await ana.json(['policy', 'apply', '-m', 'Better models'])).toMatchObject({ dryRun: false, state: 'applied', differences, events: [{ type: '!policy.set' }] });
    expect(await ana.json(['policy', 'apply'])).toMatchObject({ state: 'same', events: [] });
    expect(await ana.json(['policy', 'show'])).toMatchObject({ message: 'Better models', author: 'Ana', source: { rules: [{ models: 'fraud', stage: 'Production', gates: [{ metric: 'f1', atLeast: '0.95' }] }] } });
    expect((await ana.json(['promote', 'fraud:v1', 'Production'], 1)).error).toMatchObject({ code: 'policy.refused', details: { rules: expect.arrayContaining([expect.objectContaining({ rule: 'f1 at least 0.95', met: false })]) } });
    write(undefined);
    expect(await ana.json(['policy', 'diff'])).toMatchObject({ state: 'none', differences: [] });
    expect((await ana.json(['promote', 'fraud:v1', 'Production'], 1)).error.message).toBe('f1 is only 0.940, the policy asks for at least 0.95.');
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  });

  test('that asks for approvals makes a promotion a request; an approval by another member lets it through', async () => {
    const { ana, ben, eva, apply, commit } = await policyProject();
    await commit('{"f1": 0.95}', eva);
    await commit('{"f1": 0.96}', ben);
    await apply({ rules: [{ models: '*', stage: 'Production', approvals: APPROVALS }] });
    const lacking = (await ana.json(['promote', 'fraud:v1', 'Production', '-m', 'Better'], 1)).error;
    expect(lacking).toMatchObject({ code: 'policy.refused', details: { state: 'requested', request: expect.stringMatching(/^q_/) } });
    expect((await ana.json(['approve', lacking.details.request], 1)).error).toMatchObject({ code: 'policy.refused' });
    expect((await eva.json(['approve', lacking.details.request], 1)).error).toMatchObject({ code: 'policy.refused' });
    expect(await ben.json(['approve', lacking.details.request, '-m', 'Looked'])).toMatchObject({ request: { approvals: 1, needed: 1, state: 'approved' } });
    expect(await ana.json(['promote', 'fraud:v1', 'Production'])).toMatchObject({ state: 'promoted' });
    const own = (await ana.json(['promote', 'fraud:v2', 'Production'], 1)).error.details.request;
    expect((await ben.json(['approve', own], 1)).error).toMatchObject({ message: 'Who made the version does not approve it.' });
    await apply({ rules: [{ models: '*', stage: 'Staging', approvals: APPROVALS, gates: [{ metric: 'f1', atLeast: '0.99' }] }] });
    expect((await ana.run(['request', 'fraud:v2', 'Staging', '-m', 'Please'])).err).toMatch(/Approvals alone will not do: f1 is only 0\.96, the policy asks for at least 0\.99/);
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  });

  test('names the role that is lacking, also that of the stage that is left, and what may be asked for', async () => {
    const { ana, ben, apply, commit } = await policyProject();
    await commit('{"f1": 0.95}');
    await ana.json(['promote', 'fraud:v1', 'Production']);
    await ana.json(['member', 'role', 'Ben', 'maintainer']);
    await apply({ roles: ['release-manager'], rules: [{ models: '*', stage: 'Production', by: ['release-manager'] }] });
    const way = 'Ask an administrator (Ana): modelkeep member role Ben maintainer release-manager';
    expect((await ben.json(['promote', 'fraud:v1', 'Staging'], 1)).error.hint).toBe(`${way}; or ask for it: modelkeep request fraud:v1 Staging -m TEXT`);
    expect((await ben.json(['demote', 'fraud:v1', '-m', 'Off'], 1)).error.hint).toBe(way);
    expect((await ana.json(['rollback', 'fraud', 'Production', '--to', 'fraud:v1', '-m', 'Back'], 1)).error.message).toBe('v1 holds Production already.');
    expect((await ana.json(['demote', 'fraud:v1', '-m', 'Off'], 1)).error.hint).toBe('You may give yourself the role: modelkeep member role Ana admin release-manager');
  });

  test('that is applied anew, or comes back after another one, ends what was asked for', async () => {
    const { ana, ben, apply, write, commit } = await policyProject();
    await commit('{"f1": 0.95}');
    const first = { rules: [{ models: '*', stage: 'Production', approvals: { ...APPROVALS, notAuthor: false } }] };
    await apply(first);
    const asked = (await ana.json(['promote', 'fraud:v1', 'Production'], 1)).error.details.request;
    await ben.json(['approve', asked]);
    expect(await ana.json(['policy', 'apply'])).toMatchObject({ state: 'same', events: [] });
    expect(await ana.json(['promote', 'fraud:v1', 'Production', '--dry-run'])).toMatchObject({ state: 'promoted' });
    write({ ...first, roles: ['release-manager'] });
    expect(await ana.json(['policy', 'diff'])).toMatchObject({ notices: [expect.stringMatching(/^One open request ends/)] });
    await apply({ ...first, roles: ['release-manager'] });
    await apply(first);
    expect(await ana.json(['requests', '--mine'])).toMatchObject({ requests: [{ id: asked, state: 'voided', ending: 'The policy was applied anew.' }] });
    expect((await ben.json(['approve', asked], 1)).error).toMatchObject({ code: 'conflict' });
    expect((await ana.json(['promote', 'fraud:v1', 'Production'], 1)).error).toMatchObject({ code: 'policy.refused', details: { state: 'requested' } });
  });

  test('what went against the rules says so beside its stage, until another holder takes its place', async () => {
    const { ana, apply, commit } = await policyProject();
    for (const metrics of ['{"f1": 0.9}', '{"f1": 0.96}']) await commit(metrics);
    await apply({ rules: [{ models: '*', stage: 'Production', gates: [{ metric: 'f1', atLeast: '0.95' }], override: ['admin'] }] });
    await ana.json(['promote', 'fraud:v1', 'Production', '--override', '--reason', 'The old one is down']);
    expect(await ana.json(['log', 'fraud'])).toMatchObject({ versions: [{ ref: 'fraud:v2', stages: [] }, { ref: 'fraud:v1', stages: ['Production'], overridden: ['Production'] }] });
    await ana.json(['tag', 'fraud:v1', '1.0.0']);
    expect(await ana.json(['show', 'fraud:v1'])).toMatchObject({ stages: ['Production'], overridden: ['Production'] });
    expect(await ana.json(['show', 'fraud:1.0.0'])).not.toHaveProperty('overridden'); // the tag holds no stage
    await ana.json(['promote', 'fraud:v2', 'Production']);
    const { versions } = await ana.json(['log', 'fraud']);
    for (const version of versions) expect(version).not.toHaveProperty('overridden');
  });

  test('names the members who approved also when they are gone', async () => {
    const { ana, ben, apply, commit } = await policyProject();
    for (const metrics of ['{"f1": 0.9}', '{"f1": 0.91}']) await commit(metrics);
    await apply({ roles: ['releaser'], rules: [{ models: '*', stage: 'Production', by: ['releaser', 'admin'], approvals: { count: 1, from: ['reviewer'] } }] });
    const { request } = await ana.json(['request', 'fraud:v1', 'Production', '-m', 'Go']);
    await ben.json(['approve', request.id]);
    await ana.json(['promote', 'fraud:v1', 'Production']);
    const again = await ana.json(['request', 'fraud:v2', 'Production', '-m', 'Next']);
    await ben.json(['approve', again.request.id]);
    await ana.json(['member', 'remove', 'Ben', '--reason', 'left']);
    const refused = (await ana.json(['promote', 'fraud:v2', 'Production', '--dry-run'], 1)).error;
    expect(refused.message).toContain('That of Ben does not count: they no longer hold the role');
    expect(refused.message).toContain(`A request for them is open: ${again.request.id}.`);
  });

  test('is overridden with a reason by the roles that it names, and by no others', async () => {
    const { ana, ben, apply, commit } = await policyProject();
    await commit('{"f1": 0.5}');
    await apply({ rules: [{ models: '*', stage: 'Production', by: ['admin', 'reviewer'], gates: [{ metric: 'f1', atLeast: '0.9' }], override: ['admin'] }] });
    expect((await ana.json(['promote', 'fraud:v1', 'Production'], 1)).error.hint).toContain('--override --reason');
    expect((await ben.json(['promote', 'fraud:v1', 'Production', '--override', '--reason', 'Hurry'], 1)).error).toMatchObject({ code: 'policy.refused' });
    expect(await ana.json(['promote', 'fraud:v1', 'Production', '--override', '--reason', 'The old one is down'])).toMatchObject({ state: 'overridden', events: [{ type: 'stage.overridden', body: { message: 'The old one is down' } }] });
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
    await apply({ rules: [] }); // which rules it went against is judged by those of then
    expect(await ana.json(['audit', 'log', '--type', 'stage.overridden'])).toMatchObject({
      events: [{ change: 'Against the rules: Production of fraud: nothing \u2192 v1; not met: f1 at least 0.9', details: [{ fact: 'stage' }, { fact: 'rule not met', name: 'f1 at least 0.9', after: '0.5, committed by Ana' }] }],
    });
  });

  test('lets a rollback go free, or asks the same rules again', async () => {
    const { ana, apply, commit } = await policyProject();
    await commit('{"f1": 0.91}');
    await commit('{"f1": 0.96}');
    const policy = (atLeast: string, rollback: string): object => ({ rules: [{ models: '*', stage: 'Production', gates: [{ metric: 'f1', atLeast }], rollback }] });
    await apply(policy('0.9', 'free'));
    await ana.json(['promote', 'fraud:v1', 'Production']);
    await ana.json(['promote', 'fraud:v2', 'Production']);
    await apply(policy('0.95', 'rules'));
    expect((await ana.json(['rollback', 'fraud', 'Production', '-m', 'Alarms'], 1)).error.message).toMatch(/^f1 is only 0\.91, the policy asks for at least 0\.95 \(modelkeep\.json, line \d+\)\.$/);
    await apply(policy('0.95', 'free'));
    expect(await ana.json(['rollback', 'fraud', 'Production', '-m', 'Alarms'])).toMatchObject({ ref: 'fraud:v1', from: { ref: 'fraud:v2' } });
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  });

  test('names the way further back where the holder before came against the rules', async () => {
    const { ana, apply, commit } = await policyProject();
    for (const metrics of ['{"f1": 0.9}', '{"f1": 0.1}', '{"f1": 0.95}']) await commit(metrics);
    await apply({ rules: [{ models: '*', stage: 'Production', gates: [{ metric: 'f1', atLeast: '0.5' }], rollback: 'free', override: ['admin'] }] });
    await ana.json(['promote', 'fraud:v1', 'Production']);
    await ana.json(['promote', 'fraud:v2', 'Production', '--override', '--reason', 'Hurry']);
    await ana.json(['promote', 'fraud:v3', 'Production']);
    const { hint } = (await ana.json(['rollback', 'fraud', 'Production', '-m', 'Alarms'], 1)).error;
    expect(hint).toBe('v2 had been put there against the rules, so it is judged anew; further back: modelkeep rollback fraud Production --to fraud:v1 -m TEXT');
    expect(await ana.json(['rollback', 'fraud', 'Production', '--to', 'fraud:v1', '-m', 'Alarms'])).toMatchObject({ ref: 'fraud:v1' });
  });

  test('that drops a stage which versions hold says so, and they stay until moved', async () => {
    const { ana, apply, write, commit } = await policyProject();
    await commit('{"f1": 0.91}');
    await ana.json(['promote', 'fraud:v1', 'Staging']);
    const without = { stages: [{ name: 'Production' }] };
    write(without);
    expect((await ana.json(['policy', 'diff'])).notices).toEqual(['1 version holds Staging, which this policy does not have: it stays there until demoted or promoted elsewhere.']);
    await apply(without);
    expect(await ana.json(['stages', 'fraud'])).toMatchObject({ stages: [{ name: 'Production', known: true }, { name: 'Staging', known: false, versions: [{ ref: 'fraud:v1' }] }] });
    expect((await ana.json(['promote', 'fraud:v1', 'Staging'], 3)).error).toMatchObject({ code: 'reference.notFound', hint: 'There are: Production.' });
    expect(await ana.json(['promote', 'fraud:v1', 'Production'])).toMatchObject({ state: 'promoted' });
  });

  test('guards a branch against commits', async () => {
    const { ana, eva, apply, commit } = await policyProject();
    await apply({ rules: [{ models: '*', branch: 'main', by: ['admin'], gates: [{ metric: 'f1', atLeast: '0.5' }] }] });
    await expect(commit('{"f1": 0.9}', eva)).rejects.toThrow(/commits to main[^]*Nothing was committed\. Ask an administrator \(Ana\): modelkeep member add Eva --role admin --key KEY/);
    await expect(commit('{"f1": 0.4}')).rejects.toThrow(/f1 is only 0\.4[^]*modelkeep policy show tells the rules of main/);
    await expect(commit('{"f1": 0.4}', ana, '--dry-run')).rejects.toThrow(/f1 is only 0\.4/);
    await expect(commit('{"f1": 0.9}', eva, '--dry-run')).rejects.toThrow(/commits to main/);
    await commit('{"f1": 0.9}', eva, '--dry-run', '--branch', 'trial');
    await commit('{"f1": 0.9}', ana, '--dry-run');
    await commit('{"f1": 0.6}');
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  });

  test('with errors is refused with every place, also where there is no registry', async () => {
    const project = newProject();
    project.write('modelkeep.json', '{\n  "policy": {\n    "rules": [\n      { "models": "*", "stage": "Live", "gats": [] }\n    ]\n  }\n}\n');
    const { findings, state } = await project.json(['policy', 'check'], 1);
    expect(state).toBe('invalid');
    expect(findings).toMatchObject([{ severity: 'error', path: 'policy.rules[0].gats', message: '"gats" is not known here (did you mean "gates"?).', line: 4, column: 41 }]);
  });
});
