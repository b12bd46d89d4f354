import { describe, expect, test } from 'vitest';
import { newProject, projectWithVersion, safetensors, type Project } from './project.ts';

async function commit(project: Project, seed: number, ...more: readonly string[]): Promise<{ readonly ref: string; readonly id: string; readonly state: string; readonly branch: string; readonly parents: readonly string[] }> {
  project.write('models/fraud/model.safetensors', safetensors(seed));
  return project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', `Message ${seed}`, ...more]);
}

describe('what is deprecated', () => {
  test('is succeeded by something that is to be used: no circle, nothing withdrawn', async () => {
    const project = await projectWithVersion();
    for (const seed of [2, 3, 4]) await commit(project, seed);
    await project.json(['deprecate', 'fraud:v1', '--reason', 'old', '--use', 'fraud:v2']);
    await project.json(['deprecate', 'fraud:v2', '--reason', 'old', '--use', 'fraud:v3']);
    expect((await project.json(['deprecate', 'fraud:v3', '--reason', 'old', '--use', 'fraud:v1'], 2)).error.message).toBe('v1 is deprecated itself, and its successors lead back to v3.');
    await project.json(['withdraw', 'fraud:v4', '--reason', 'bad']);
    expect((await project.json(['deprecate', 'fraud:v3', '--reason', 'old', '--use', 'fraud:v4'], 1)).error.message).toBe('fraud v4 is withdrawn; it succeeds no other.');
    expect((await project.json(['alias', 'set', 'fraud', 'champion', 'fraud:v4'], 1)).error.message).toBe('fraud v4 is withdrawn; no alias points at it.');
    expect((await project.json(['log', 'fraud', '--branch', 'nope'], 3)).error.code).toBe('reference.notFound');
  });
});

describe('a tag', () => {
  test('is unique, never moves, and is chosen by --bump', async () => {
    const project = await projectWithVersion();
    await commit(project, 2);
    expect(await project.json(['tag', 'fraud:v1', 'v1.4.0'])).toMatchObject({ ref: 'fraud:v1', tag: '1.4.0', events: [{ type: 'tag.set' }] });
    expect((await project.json(['tag', 'fraud:v1', '1.4.0'])).events).toEqual([]);
    expect((await project.json(['tag', 'fraud:v2', '1.4.0'], 1)).error).toMatchObject({ code: 'conflict', message: expect.stringContaining('v1') });
    expect(await project.json(['tag', 'fraud:v2', '--bump', 'minor', '--dry-run'])).toMatchObject({ dryRun: true, tag: '1.5.0' });
    expect((await project.json(['tag', 'fraud:v2', '--bump', 'minor'])).tag).toBe('1.5.0');
    expect((await project.json(['tag', 'fraud:v2', '2.0.0-rc.1'])).tag).toBe('2.0.0-rc.1');
    expect((await project.json(['tag', 'fraud:v2', '2.0.0-RC.1'], 1)).error.code).toBe('conflict');
    expect((await project.json(['tag', 'fraud:v2', '1.4'], 2)).error.code).toBe('name.invalid');
    for (const wrong of [['--bump', 'mionr'], ['--bump', ''], ['1.7.0', '--reason', 'why'], ['--retire'], ['1.7.0', '--retire', '--reason', 'why']]) expect((await project.json(['tag', 'fraud:v2', ...wrong], 2)).error.code, wrong.join(' ')).toBe('usage.invalid');
    expect((await project.json(['show', 'fraud:v2'])).tags).toEqual(['1.5.0', '2.0.0-rc.1']);
    expect((await project.json(['show', 'fraud:9.9.9'], 3)).error.hint).toContain('1.4.0');
  });

  test('is a logical copy: two tags of one version have their own descriptions, labels, evaluations, deployments and end', async () => {
    const project = await projectWithVersion();
    await project.json(['tag', 'fraud:v1', '1.4.0']);
    await project.json(['tag', 'fraud:v1', '1.4.0-eu']);
    project.write('may.json', '{"f1": 0.91}');
    await project.json(['describe', 'fraud:1.4.0', 'For everybody']);
    await project.json(['label', 'fraud:1.4.0', 'region=all', 'team=risk']);
    await project.json(['unlabel', 'fraud:1.4.0', 'team']);
    await project.json(['evaluate', 'fraud:1.4.0', '--metrics', 'may.json', '--name', 'May']);
    await project.json(['deploy', 'fraud:1.4.0', 'eu-prod', '-m', 'blue half']);
    await project.json(['tag', 'fraud:1.4.0', '--retire', '--reason', 'superseded']);
    expect(await project.json(['show', 'fraud:1.4.0'])).toMatchObject({
      ref: 'fraud:1.4.0', number: 1, description: 'For everybody', labels: { region: 'all' }, evaluations: [{ name: 'May' }],
      deployments: [{ target: 'eu-prod', message: 'blue half' }], tag: { tag: '1.4.0', retired: 'superseded' },
    });
    const untouched = { number: 1, description: '', labels: {}, evaluations: [], deployments: [], tags: ['1.4.0-eu'] };
    expect(await project.json(['show', 'fraud:v1'])).toMatchObject({ ref: 'fraud:v1', ...untouched });
    const other = await project.json(['show', 'fraud:1.4.0-eu']);
    expect(other).toMatchObject({ ref: 'fraud:1.4.0-eu', ...untouched, tag: { tag: '1.4.0-eu' } });
    expect(other.tag.retired).toBeUndefined();
    expect((await project.json(['tag', 'fraud:1.4.0', '--retire', '--reason', 'again'], 1)).error.code).toBe('policy.refused');
    expect((await project.run(['show', 'fraud:1.4.0'])).out).toContain('superseded');
  });
});

describe('labels, descriptions and the end of a version', () => {
  test('say before and after, and refuse what acts or is endless', async () => {
    const project = await projectWithVersion();
    const first = await project.json(['label', 'fraud', 'team=risk']);
    expect(first.events[0].body).toMatchObject({ name: 'team', value: 'risk', was: null });
    expect((await project.json(['label', 'fraud', 'team=fraud'])).events[0].body).toMatchObject({ was: 'risk', value: 'fraud' });
    expect((await project.json(['label', 'fraud', 'Team=x'], 2)).error.code).toBe('name.invalid');
    expect((await project.json(['label', 'fraud', 'a b=x'], 2)).error.code).toBe('name.invalid');
    expect((await project.json(['label', 'fraud', 'team'], 2)).error.code).toBe('usage.invalid');
    expect((await project.json(['label', 'fraud', `team=${'x'.repeat(60_000)}`], 2)).error.message).toContain('at most 1024');
    expect((await project.json(['label', 'fraud', 'team=\u202ex'], 2)).error.code).toBe('usage.invalid');
    expect((await project.json(['describe', 'fraud', 'a\u001b[31m'], 2)).error.code).toBe('usage.invalid');
    expect((await project.json(['unlabel', 'fraud', 'none'], 3)).error.hint).toContain('team');
    await project.json(['describe', 'fraud', 'One\nTwo']);
    expect((await project.json(['log', 'fraud'])).versions[0]).toMatchObject({ labels: { team: 'fraud' }, description: 'One\nTwo' });
    expect((await project.json(['describe', 'fraud', ''])).events[0].body).toMatchObject({ was: 'One\nTwo', text: '' });
  });

  test('a deprecated version says why and what to use; a withdrawn one is hidden and kept back', async () => {
    const project = await projectWithVersion();
    await commit(project, 2);
    await project.json(['deprecate', 'fraud:v1', '--reason', 'leaks the label', '--use', 'fraud:v2']);
    expect((await project.json(['show', 'fraud:v1'])).deprecated).toEqual({ reason: 'leaks the label', author: 'Test Person', successor: 'fraud:v2' });
    expect(JSON.stringify(await project.json(['du']))).not.toContain('withdrawn');
    await project.json(['promote', 'fraud:v1', 'Staging', '-m', 'Try']);
    expect((await project.json(['show', 'fraud#staging'])).stages).toEqual(['Staging']);
    expect((await project.json(['withdraw', 'fraud:v1', '--reason', 'wrong data'], 1)).error).toMatchObject({ code: 'policy.refused', hint: expect.stringContaining('modelkeep demote fraud:v1') });
    await project.json(['demote', 'fraud:v1', '-m', 'Not this one']);
    await project.json(['alias', 'set', 'fraud', 'champion', 'fraud:v1']);
    expect((await project.json(['withdraw', 'fraud:v1', '--reason', 'wrong data'], 1)).error).toMatchObject({ code: 'policy.refused', hint: expect.stringContaining('alias remove') });
    await project.json(['alias', 'remove', 'fraud', 'champion']);
    await project.json(['withdraw', 'fraud:v1', '--reason', 'wrong data']);
    expect((await project.json(['log', 'fraud'])).versions.map(({ ref }: { ref: string }) => ref)).toEqual(['fraud:v2']);
    expect((await project.json(['list'])).models).toMatchObject([{ name: 'fraud', versions: 1, withdrawn: 1 }]);
    expect((await project.json(['branch', 'list', 'fraud'])).branches).toMatchObject([{ branch: 'main', versions: 1, withdrawn: 1 }]);
    expect((await project.json(['pull', 'fraud:v1', '-o', 'out'], 1)).error).toMatchObject({ code: 'policy.refused', hint: expect.stringContaining('--withdrawn') });
    expect((await project.json(['pull', 'fraud:v1', '-o', 'out', '--withdrawn'])).written).toEqual(['model.safetensors']);
    for (const refused of [['tag', 'fraud:v1', '1.0.0'], ['label', 'fraud:v1', 'a=b'], ['alias', 'set', 'fraud', 'champion', 'fraud:v1'], ['withdraw', 'fraud:v1', '--reason', 'x']]) expect((await project.json(refused, 1)).error.code).toBe('policy.refused');
  });

  test('are given with the commit, in one batch', async () => {
    const project = await projectWithVersion();
    await commit(project, 2, '--tag', '1.0.0', '--label', 'team=risk', '--label', 'kind=test', '--describe', 'Best yet');
    expect(await project.json(['show', 'fraud:1.0.0'])).toMatchObject({ number: 2, tags: ['1.0.0'] });
    expect(await project.json(['show', 'fraud:v2'])).toMatchObject({ tags: ['1.0.0'], labels: { kind: 'test', team: 'risk' }, description: 'Best yet' });
    project.write('models/fraud/model.safetensors', safetensors(3));
    expect((await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--tag', '1.0.0'], 1)).error.code).toBe('conflict');
    expect((await project.json(['list'])).models[0].versions).toBe(2);
    expect(await commit(project, 2, '--tag', '1.0.1')).toMatchObject({ state: 'unchanged', ref: 'fraud:v2' });
    expect((await project.json(['show', 'fraud:v2'])).tags).toEqual(['1.0.0', '1.0.1']);
  });
});

describe('an alias', () => {
  test('moves by compare and set; of eight racing processes one wins', async () => {
    const project = await projectWithVersion();
    for (let seed = 2; seed <= 8; seed++) await commit(project, seed);
    const race = await Promise.all(Array.from({ length: 8 }, (_, i) => project.run(['--json', 'alias', 'set', 'fraud', 'champion', `fraud:v${i + 1}`, '--expect', 'none'])));
    const winners = race.filter(({ code }) => code === 0);
    expect(winners).toHaveLength(1);
    const won = JSON.parse(winners[0]?.out ?? '') as { ref: string };
    for (const { out } of race.filter(({ code }) => code !== 0)) expect(JSON.parse(out)).toMatchObject({ error: { code: 'conflict', details: { now: won.ref } } });
    expect((await project.json(['show', 'fraud@Champion'])).ref).toBe(won.ref);
    const other = won.ref === 'fraud:v1' ? 'fraud:v2' : 'fraud:v1';
    expect(await project.json(['alias', 'set', 'fraud', 'champion', other, '--expect', won.ref])).toMatchObject({ was: won.ref, ref: other });
    expect((await project.json(['alias', 'set', 'fraud', 'latest', other], 2)).error.code).toBe('name.invalid');
    expect((await project.json(['alias', 'remove', 'fraud', 'nobody'], 3)).error.code).toBe('reference.notFound');
    expect((await project.json(['alias', 'remove', 'fraud', 'nobody', '--expect', other], 1)).error).toMatchObject({ code: 'conflict', details: { now: null, expected: other } });
    expect((await project.json(['alias', 'remove', 'fraud', 'champion', '--expect', won.ref], 1)).error).toMatchObject({ code: 'conflict', message: expect.stringContaining(`points at ${other} now`), details: { now: other, expected: won.ref } });
    expect((await project.json(['alias', 'remove', 'fraud', 'champion', '--expect', 'none'], 1)).error).toMatchObject({ code: 'conflict', details: { now: other, expected: null } });
    expect(await project.json(['alias', 'remove', 'fraud', 'champion', '--expect', other])).toMatchObject({ was: other });
  });
});

describe('a model', () => {
  test('is renamed, found by its former name, and its names are not given away', async () => {
    const project = await projectWithVersion();
    expect(await project.json(['model', 'rename', 'fraud', 'payments', '--dry-run'])).toMatchObject({ dryRun: true, model: 'payments', was: 'fraud' });
    await project.json(['model', 'rename', 'fraud', 'payments']);
    await project.json(['model', 'describe', 'fraud', 'Card payments']);
    await project.json(['model', 'owner', 'payments', 'team risk']);
    expect((await project.json(['show', 'fraud:v1'])).ref).toBe('payments:v1');
    expect(await commit(project, 9)).toMatchObject({ model: 'payments', ref: 'payments:v2' });
    expect((await project.json(['list'])).models).toMatchObject([{ name: 'payments', description: 'Card payments', owner: 'team risk' }]);
    expect((await project.json(['status'])).unchanged).toMatchObject([{ model: 'payments', ref: 'payments:v2' }]);
    expect((await project.json(['du'])).entries.map(({ model, ref }: { model: string; ref?: string }) => ref ?? model)).toEqual(['payments', 'payments:v2', 'payments:v1']);
    expect((await project.json(['code', 'fraud:v1', '-o', 'tree'])).ref).toBe('payments:v1');
    expect((await project.json(['tag', 'fraud:v1', '1.0.0'])).ref).toBe('payments:v1');
    await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'other']);
    expect((await project.json(['model', 'rename', 'other', 'FRAUD'], 1)).error).toMatchObject({ code: 'conflict', message: expect.stringContaining('once called') });
    await project.json(['model', 'archive', 'other']);
    expect((await project.json(['list'])).models.map(({ name }: { name: string }) => name)).toEqual(['payments', 'other']);
    project.write('models/fraud/model.safetensors', safetensors(4));
    expect((await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'other'], 1)).error.code).toBe('policy.refused');
    await project.json(['model', 'archive', 'other', '--undo']);
    expect((await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'other'])).state).toBe('saved');
  });
});

describe('a branch', () => {
  test('starts where it is said, is adopted without a copy, closed and opened again', async () => {
    const project = await projectWithVersion();
    const second = await commit(project, 2);
    const first = (await project.json(['show', 'fraud:v1'])).id;
    expect(await project.json(['branch', 'create', 'fraud', 'lr-sweep', '--from', 'fraud:v1'])).toMatchObject({ branch: 'lr-sweep', from: 'fraud:v1' });
    expect((await project.json(['branch', 'create', 'fraud', 'lr-sweep'], 1)).error.code).toBe('conflict');
    const swept = await commit(project, 3, '--branch', 'lr-sweep', '--tag', '2.0.0');
    expect(swept.parents).toEqual([first]);
    expect((await project.json(['show', 'fraud'])).number).toBe(2);
    expect(await project.json(['branch', 'adopt', 'fraud', 'lr-sweep', '-m', 'Best', '--dry-run'])).toMatchObject({ dryRun: true, ref: 'fraud', source: 'fraud:v3' });
    expect(await project.json(['branch', 'adopt', 'fraud', 'lr-sweep', '-m', 'Best'])).toMatchObject({ ref: 'fraud:v4', source: 'fraud:v3' });
    expect(await project.json(['show', 'fraud'])).toMatchObject({ number: 4, branch: 'main', parents: [second.id, swept.id] });
    expect((await project.json(['branch', 'adopt', 'fraud', 'lr-sweep', '-m', 'Again'], 1)).error.code).toBe('policy.refused');
    await project.json(['branch', 'close', 'fraud', 'lr-sweep']);
    project.write('models/fraud/model.safetensors', safetensors(5));
    const onto = ['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--branch', 'lr-sweep'];
    expect((await project.json(onto, 1)).error).toMatchObject({ code: 'policy.refused', hint: expect.stringContaining('branch create fraud lr-sweep') });
    expect((await project.json(['show', 'fraud:2.0.0'])).number).toBe(3);
    expect((await project.json(['branch', 'list', 'fraud'])).branches).toEqual([
      { branch: 'main', open: true, versions: 3, newest: 'fraud:v4' },
      { branch: 'lr-sweep', open: false, versions: 1, newest: 'fraud:v3', from: 'fraud:v1' },
    ]);
    await project.json(['branch', 'create', 'fraud', 'lr-sweep']);
    expect((await project.json(onto)).parents).toEqual([swept.id]);
    expect((await project.json(['branch', 'close', 'fraud', 'main'], 1)).error.code).toBe('policy.refused');
    expect((await project.json(['log', 'fraud', '--branch', 'lr-sweep'])).versions).toHaveLength(2);
  });

  test('of Git is mapped by modelkeep.json, unless --branch says another', async () => {
    const project = newProject();
    await project.json(['init']);
    const pinned = JSON.parse((await project.run(['where', '--json'])).out) as { registry: string };
    project.write('modelkeep.json', JSON.stringify({ registry: pinned.registry, branches: { 'sweep/*': 'lr-sweep' } }));
    expect((await commit(project, 1)).branch).toBe('main');
    project.git('checkout', '-q', '-b', 'sweep/deep');
    expect((await commit(project, 2)).branch).toBe('lr-sweep');
    expect((await commit(project, 3, '--branch', 'main')).branch).toBe('main');
  });
});
