import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectWithVersion, safetensors, type Project } from './project.ts';

/** Commits version 2, 3, … of `fraud`. */
async function commitMore(project: Project, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    project.write('models/fraud/model.safetensors', safetensors(10 + i));
    await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', `More ${i}`]);
  }
}

describe('stages without a policy', () => {
  test('a version is promoted, replaced, rolled back and demoted; the second rollback goes on, the third is refused', async () => {
    const project = await projectWithVersion();
    await commitMore(project, 2);
    expect(await project.json(['promote', 'fraud:v1', 'production', '-m', 'Go', '--dry-run'])).toMatchObject({ dryRun: true, state: 'promoted', stage: 'Production' });
    expect(await project.json(['promote', 'fraud:v1', 'production', '-m', 'Go'])).toMatchObject({ ref: 'fraud:v1', state: 'promoted', stage: 'Production' });
    expect(await project.json(['promote', 'fraud:v1', 'Production'])).toMatchObject({ state: 'unchanged', events: [] });
    expect(await project.json(['promote', 'fraud:v2', 'Production'])).toMatchObject({ state: 'promoted', replaced: { ref: 'fraud:v1' } });
    await project.json(['promote', 'fraud:v3', 'Production']);
    const { stages, history } = await project.json(['stages', 'fraud', '--history']);
    expect(stages).toMatchObject([{ name: 'Staging', versions: [] }, { name: 'Production', versions: [{ ref: 'fraud:v3' }] }, { name: 'Archived', versions: [{ ref: 'fraud:v2' }, { ref: 'fraud:v1' }] }]);
    expect(history.map((one: { ref: string; entry: string; stage: string }) => `${one.ref} ${one.entry} ${one.stage}`)).toContain('fraud:v1 replaced Archived');
    expect(await project.json(['rollback', 'fraud', 'Production', '-m', 'Alarms'])).toMatchObject({ ref: 'fraud:v2', from: { ref: 'fraud:v3' } });
    expect(await project.json(['rollback', 'fraud', 'Production', '-m', 'Alarms', '--restore'])).toMatchObject({ ref: 'fraud:v1', restored: { written: ['model.safetensors'] } });
    expect((await project.json(['rollback', 'fraud', 'Production', '-m', 'Alarms'], 1)).error).toMatchObject({ code: 'policy.refused' });
    expect(await project.json(['demote', 'fraud:v1', '-m', 'Off'])).toMatchObject({ ref: 'fraud:v1', stage: 'Production' });
    expect((await project.json(['demote', 'fraud:v1', '-m', 'Off'], 1)).error).toMatchObject({ code: 'policy.refused', message: 'fraud:v1 holds no stage.' });
    expect(await project.json(['verify'])).toMatchObject({ ok: true });
  });

  test('of eight processes that promote at once, one wins and the others are told who', async () => {
    const project = await projectWithVersion();
    await commitMore(project, 7);
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, at) => project.run(['--json', 'promote', `fraud:v${at + 1}`, 'Production', '--expect', 'none'])));
    const winners = outcomes.filter(({ code }) => code === 0);
    expect(winners).toHaveLength(1);
    const { ref } = JSON.parse(winners[0]?.out ?? '');
    for (const { code, out } of outcomes.filter((one) => one !== winners[0])) {
      expect(code).toBe(1);
      expect(JSON.parse(out).error).toMatchObject({ code: 'conflict', details: { ref } });
    }
  });

  test('unknown stages, versions and roles are refused with the way out', async () => {
    const project = await projectWithVersion();
    expect((await project.json(['promote', 'fraud:v1', 'Live'], 3)).error).toMatchObject({ code: 'reference.notFound', hint: 'There are: Staging, Production, Archived.' });
    expect((await project.json(['promote', 'fraud:v9', 'Staging'], 3)).error).toMatchObject({ code: 'reference.notFound' });
    expect((await project.json(['promote', 'fraud:v1', 'Staging', '--override'], 2)).error).toMatchObject({ code: 'usage.invalid' });
    const other = { env: { MODELKEEP_HOME: project.path('.git', 'other-home') } };
    const refused = (await project.json(['promote', 'fraud:v1', 'Staging'], 1, other)).error;
    expect(refused).toMatchObject({ code: 'policy.refused', details: { stage: 'Staging' } });
    expect(refused.hint).toMatch(/^Ask an administrator \(Test Person\): modelkeep member add /);
    expect(refused.details.rules[0]).toMatchObject({ met: false, rule: expect.stringMatching(/^by /) });
    const explained = await project.json(['explain', 'fraud:v1', 'Staging'], 0, other);
    expect(explained).toMatchObject({ allowed: false, rules: [{ met: false }] });
  });

  test('a version that goes to another stage is said to have left the one that it held', async () => {
    const project = await projectWithVersion();
    await project.json(['promote', 'fraud:v1', 'Production']);
    expect((await project.run(['promote', 'fraud:v1', 'Staging', '--dry-run'])).out).toContain('would leave Production');
    expect((await project.run(['promote', 'fraud:v1', 'Staging'])).out).toContain('left Production');
    expect((await project.json(['show', 'fraud#Production'], 3)).error).toMatchObject({ message: 'No version of fraud holds Production.', hint: 'modelkeep stages fraud shows what the stages hold.' });
    expect((await project.json(['show', 'fraud#Live'], 3)).error).toMatchObject({ message: 'There is no stage "Live".', hint: 'There are: Staging, Production, Archived.' });
  });

  test('a request is opened, answered once and ended by another promotion', async () => {
    const project = await projectWithVersion();
    await commitMore(project, 1);
    const { request } = await project.json(['request', 'fraud:v1', 'Production', '-m', 'Please']);
    expect(request).toMatchObject({ id: expect.stringMatching(/^q_[a-z2-7]{10}$/), state: 'approved', needed: 0, mine: true });
    expect(await project.json(['approve', request.id])).toMatchObject({ request: { answers: [{ verdict: 'granted' }] } });
    expect(await project.json(['approve', request.id])).toMatchObject({ events: [] });
    expect(await project.json(['request', 'show', request.id])).toMatchObject({ request: { id: request.id }, explanation: { allowed: true }, hindrances: { approve: expect.any(String) } });
    expect((await project.run(['request', 'show', request.id])).out).toMatch(/approved +by Test Person[^]*met +by an admin or a maintainer/);
    await project.json(['promote', 'fraud:v2', 'Production']);
    expect(await project.json(['requests'])).toEqual({ requests: [] });
    expect((await project.run(['requests', '--mine'])).out).toMatch(/asked by Test Person\n {6}Please\n/);
    expect(await project.json(['requests', '--mine'])).toMatchObject({ requests: [{ state: 'voided', ending: 'v2 went to Production meanwhile.' }] });
    expect((await project.json(['approve', request.id], 1)).error).toMatchObject({ code: 'conflict', message: expect.stringContaining('v2 went to Production meanwhile.') });
    expect((await project.json(['reject', 'q_aaaaaaaaaa', '-m', 'no'], 3)).error).toMatchObject({ code: 'reference.notFound' });
    const again = await project.json(['request', 'fraud:v1', 'Production', '-m', 'Please']);
    expect(await project.json(['request', 'cancel', again.request.id])).toMatchObject({ request: { state: 'cancelled' } });
    const last = await project.json(['request', 'fraud:v1', 'Production', '-m', 'Please']);
    await project.json(['approve', last.request.id]);
    await project.json(['promote', 'fraud:v1', 'Production']);
    const { history } = await project.json(['stages', 'fraud', '--history']);
    expect(history.filter(({ stage }: { readonly stage: string }) => stage === 'Production').map(({ number, approvedBy }: { readonly number: number; readonly approvedBy?: readonly string[] }) => [number, approvedBy])).toEqual([[2, undefined], [1, ['Test Person']]]);
  });

  test('a promotion writes the checkpoint where modelkeep.json asks for it, and says so', async () => {
    const project = await projectWithVersion();
    await project.json(['promote', 'fraud:v1', 'Staging']);
    expect(existsSync(project.path('modelkeep.lock'))).toBe(false);
    const config = JSON.parse(readFileSync(project.path('modelkeep.json'), 'utf8')) as object;
    project.write('modelkeep.json', JSON.stringify({ ...config, checkpoint: 'on-promotion' }));
    await project.json(['promote', 'fraud:v1', 'Production', '--dry-run']);
    expect(existsSync(project.path('modelkeep.lock'))).toBe(false);
    const { err } = await project.run(['promote', 'fraud:v1', 'Production']);
    expect(err).toContain('modelkeep.lock was written');
    expect(await project.json(['verify', '--checkpoint', 'modelkeep.lock'])).toMatchObject({ ok: true });
  });
});
