import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { personAt, projectOfAna, type Person } from './people.ts';
import { safetensors, type Project } from './project.ts';

/** Somebody commits a version of `fraud`. */
async function commit(project: Project, person: Person, seed: number): Promise<string> {
  project.write('models/fraud/model.safetensors', safetensors(seed));
  return (await person.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', `Version ${seed}`])).ref;
}

function outside(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelkeep-safe-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const POLICY = {
  stages: [{ name: 'Staging' }, { name: 'Production', holders: 'one', replaced: 'Archived' }, { name: 'Archived', holders: 'many' }],
  roles: ['release-manager'],
  rules: [{ models: '*', stage: 'Production', by: ['release-manager'], approvals: { count: 1, from: ['reviewer'], notAuthor: true, notPromoter: true } }],
};

describe('members', () => {
  test('an administrator lets somebody in with a role, and changes it', async () => {
    const { project, ana } = await projectOfAna();
    const ben = personAt(project, 'Ben');
    const key = await ben.key();
    expect(await ana.json(['member', 'add', 'Ben', '--role', 'reviewer', '--key', key, '--dry-run'])).toMatchObject({ dryRun: true, member: 'Ben', roles: ['reviewer'] });
    expect(await ana.json(['member', 'add', 'Ben', '--role', 'reviewer', '--key', key])).toMatchObject({ dryRun: false, events: [{ type: 'member.added', body: { author: 'Ana' } }] });
    expect(await ben.json(['key', 'show'])).toMatchObject({ key, state: 'member', member: { name: 'Ben', roles: ['reviewer'] } });
    expect(await ana.json(['member', 'role', 'ben', 'maintainer'])).toMatchObject({ member: 'Ben', was: ['reviewer'], roles: ['maintainer'] });
    expect(await ana.json(['member', 'list'])).toMatchObject({
      admission: 'open',
      administratorKeys: 1,
      members: [{ name: 'Ana', roles: ['admin'], you: true }, { name: 'Ben', roles: ['maintainer'], you: false, keys: [{ key }] }],
    });
    const { events } = await ana.json(['audit', 'log', '--type', 'member']);
    expect(events.map((event: { change: string }) => event.change)).toEqual(['Roles of Ben: reviewer \u2192 maintainer', 'Ben added as reviewer']);
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  });

  test('approvals count members, not devices: who committed on one machine cannot approve on the other', async () => {
    const { project, ana } = await projectOfAna('--closed');
    const [ben, laptop, ci, cleo] = [personAt(project, 'Ben'), personAt(project, 'Ben', 'BenLaptop'), personAt(project, 'CI'), personAt(project, 'Cleo')];
    await ana.json(['member', 'add', 'Ben', '--role', 'reviewer', '--key', await ben.key()]);
    await ana.json(['key', 'add', 'Ben', '--key', await laptop.key()]);
    await ana.json(['member', 'add', 'CI', '--key', await ci.key()]);
    await ana.json(['member', 'add', 'Cleo', '--role', 'reviewer', '--key', await cleo.key()]);
    const config = JSON.parse(readFileSync(project.path('modelkeep.json'), 'utf8')) as object;
    project.write('modelkeep.json', JSON.stringify({ ...config, policy: POLICY }));
    await ana.json(['policy', 'apply', '-m', 'Two pairs of eyes']);
    expect((await ana.json(['member', 'role', 'Ana', 'admin', 'releaser'], 2)).error).toMatchObject({ code: 'usage.invalid', hint: expect.stringContaining('release-manager') });
    await ana.json(['member', 'role', 'Ana', 'admin', 'release-manager']);

    expect(await commit(project, laptop, 1)).toBe('fraud:v1');
    const { request } = await ana.json(['request', 'fraud:v1', 'Production', '-m', 'Please']);
    expect((await ben.json(['approve', request.id], 1)).error).toMatchObject({ code: 'policy.refused', message: 'Who made the version does not approve it.' });
    expect((await ci.json(['approve', request.id], 1)).error.hint).toMatch(/^Ask an administrator \(Ana\): modelkeep member role CI reviewer/);
    await cleo.json(['approve', request.id]);
    expect(await ana.json(['promote', 'fraud:v1', 'Production'])).toMatchObject({ state: 'promoted' });

    expect(await commit(project, ci, 2)).toBe('fraud:v2');
    const second = (await ana.json(['request', 'fraud:v2', 'Production', '-m', 'Please'])).request;
    await ben.json(['approve', second.id]);
    expect(await laptop.json(['approve', second.id])).toMatchObject({ events: [] });
    expect(await ana.json(['requests'])).toMatchObject({ requests: [{ approvals: 1, answers: [{ author: 'Ben' }] }] });
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
    const exported = join(outside(), 'export');
    await ana.json(['audit', 'export', exported]);
    const proved = spawnSync('python3', [join(exported, 'verify_ledger.py'), exported], { encoding: 'utf8' });
    expect(proved.status, proved.stdout + proved.stderr).toBe(0);
  }, 60_000);

  test('a key is revoked by position: what it did stays, what it does later is refused; it never comes back, a new one may', async () => {
    const { project, ana } = await projectOfAna();
    const ben = personAt(project, 'Ben');
    await commit(project, ben, 1);
    const { device, key } = await ben.json(['key', 'show']);
    expect(await ana.json(['key', 'revoke', device, '--reason', 'Lost'])).toMatchObject({ member: 'Ben', device, events: [{ type: 'key.revoked', body: { reason: 'Lost' } }] });
    expect(await ana.json(['show', 'fraud:v1'])).toMatchObject({ member: 'Ben' });
    project.write('models/fraud/model.safetensors', safetensors(2));
    const refused = (await ben.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'Later'], 1)).error;
    expect(refused).toMatchObject({ code: 'policy.refused', message: expect.stringContaining('no member'), hint: expect.stringContaining('modelkeep key new') });
    expect((await ana.json(['key', 'add', 'Ben', '--key', key], 1)).error).toMatchObject({ code: 'policy.refused', message: expect.stringContaining('never comes back') });
    expect((await ana.json(['member', 'add', 'Ben2', '--key', key], 1)).error).toMatchObject({ code: 'policy.refused' });
    const renewed = await ben.json(['key', 'new']);
    expect(renewed).toMatchObject({ was: device, state: 'stranger' });
    expect((await ben.json(['key', 'new'], 1)).error).toMatchObject({ code: 'policy.refused' });
    await ana.json(['key', 'add', 'Ben', '--key', renewed.key]);
    expect(await commit(project, ben, 2)).toBe('fraud:v2');
    const { members } = await ana.json(['member', 'list']);
    expect(members[1]).toMatchObject({ name: 'Ben', keys: [{ device, revoked: expect.any(String) }, { device: renewed.device }] });
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  }, 60_000);

  test('a member who was removed does nothing more, and comes back with another key', async () => {
    const { project, ana } = await projectOfAna();
    const ben = personAt(project, 'Ben');
    await ana.json(['member', 'add', 'Ben', '--role', 'maintainer', '--key', await ben.key()]);
    await commit(project, ben, 1);
    await ana.json(['member', 'remove', 'Ben', '--reason', 'Left']);
    expect((await ben.json(['promote', 'fraud:v1', 'Staging'], 1)).error).toMatchObject({ code: 'policy.refused' });
    expect((await ben.json(['evaluate', 'fraud:v1', '--metrics', 'm.json'], 1)).error.code).toMatch(/policy.refused|file.unreadable/);
    const { key } = await ben.json(['key', 'new']);
    await ana.json(['member', 'add', 'Ben', '--role', 'maintainer', '--key', key]);
    expect(await ben.json(['promote', 'fraud:v1', 'Staging'])).toMatchObject({ state: 'promoted' });
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  }, 60_000);

  test('the last administrator cannot go, lose the role or the last key, until there is another', async () => {
    const { project, ana } = await projectOfAna();
    const ben = personAt(project, 'Ben');
    const { device } = await ana.json(['key', 'show']);
    for (const line of [['member', 'remove', 'Ana'], ['member', 'role', 'Ana', 'reviewer'], ['key', 'revoke', device]]) {
      expect((await ana.json(line, 1)).error).toMatchObject({ code: 'policy.refused', message: expect.stringMatching(/^Ana is the last administrator and cannot/), hint: expect.stringContaining('modelkeep member role NAME admin') });
    }
    const note = (await ana.run(['member', 'list'])).err;
    expect(note.replace(/\s+/g, ' ')).toContain('One key alone administers this registry');
    await ana.json(['member', 'add', 'Ben', '--role', 'admin', '--key', await ben.key()]);
    expect((await ana.run(['member', 'list'])).err).toBe('');
    await ben.json(['member', 'remove', 'Ana']);
    expect((await ana.json(['member', 'list'])).members).toMatchObject([{ name: 'Ben' }]);
  }, 60_000);

  test('a closed registry refuses strangers on every write, with whom to ask', async () => {
    const { project, ana } = await projectOfAna('--closed');
    await commit(project, ana, 1);
    const ben = personAt(project, 'Ben');
    project.write('metrics.json', '{"f1": 0.5}');
    const writes = [['tag', 'fraud', '1.0.0'], ['evaluate', 'fraud', '--metrics', 'metrics.json'], ['undo', 'fraud'], ['promote', 'fraud', 'Staging'], ['member', 'add', 'Eve', '--key', await ben.key()], ['member', 'admission', 'open']];
    for (const line of writes) {
      expect((await ben.json(line, 1)).error, line.join(' ')).toMatchObject({ code: 'policy.refused', hint: expect.stringMatching(/^Ask an administrator \(Ana\): modelkeep member add Ben --role [a-z]+ --key KEY; KEY is what modelkeep key show prints here/) });
    }
    project.write('models/fraud/model.safetensors', safetensors(2));
    expect((await ben.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'x'], 1)).error).toMatchObject({ code: 'policy.refused', message: 'You are no member of this registry; it takes a contributor to commit a version.' });
    await ana.json(['member', 'admission', 'open']);
    expect(await ana.json(['member', 'admission', 'open'])).toMatchObject({ events: [] });
    expect(await commit(project, ben, 2)).toBe('fraud:v2');
  }, 60_000);

  test('wrong keys, names and roles are refused, and nothing is written', async () => {
    const { project, ana } = await projectOfAna();
    const ben = personAt(project, 'Ben');
    const key = await ben.key();
    const own = await ana.json(['key', 'show']);
    const add = async (name: string, code: number, ...more: readonly string[]): Promise<object> => (await ana.json(['member', 'add', name, ...more], code)).error;
    for (const bad of ['', 'hello', `${key.slice(0, -2)}==`, key.slice(1), own.device, 'A'.repeat(44)]) expect(await add('Ben', 2, '--key', bad), bad).toMatchObject({ code: 'usage.invalid' });
    const zero = `${'A'.repeat(43)}=`;
    expect(await add('Ben', 2, '--key', zero)).toMatchObject({ code: 'usage.invalid', message: `The key ${zero} is weak: others could sign with it, too.` });
    expect((await ana.json(['key', 'add', 'Ana', '--key', zero], 2)).error).toMatchObject({ code: 'usage.invalid' });
    expect((await ana.json(['key', 'revoke', zero], 3)).error).toMatchObject({ code: 'reference.notFound' });
    expect(await add('Ben', 2, '--key', key, '--key', key)).toMatchObject({ code: 'usage.invalid' });
    expect(await add('Ben', 2, '--key', key, '--role', 'admn')).toMatchObject({ message: 'There is no role "admn". Did you mean admin?' });
    expect(await add('Ben', 1, '--key', own.key)).toMatchObject({ code: 'conflict', message: expect.stringContaining('Ana') });
    for (const twin of ['ana', 'ANA', '\u0410na', 'An\u0430', ' Ana ']) expect(await add(twin, 1, '--key', key), twin).toMatchObject({ code: 'conflict' });
    for (const bad of ['', '  ', 'B\u202een', 'B\x1b[31men', 'Ben\nadmin', 'B'.repeat(200)]) expect(await add(bad, 2, '--key', key)).toMatchObject({ code: 'usage.invalid' });
    expect(await add(own.device, 2, '--key', key)).toMatchObject({ code: 'name.invalid' });
    for (const line of [['member', 'role', 'Nobody', 'admin'], ['member', 'remove', 'd_aaaaaaaaaaaaaaaa'], ['key', 'add', 'Nobody', '--key', key], ['key', 'revoke', 'd_aaaaaaaaaaaaaaaa']]) {
      expect((await ana.json(line, 3)).error, line.join(' ')).toMatchObject({ code: 'reference.notFound' });
    }
    expect((await ana.json(['member', 'list'])).members).toHaveLength(1);
    expect(await ana.json(['member', 'add', '<b>Ben</b> [x](command:y)', '--key', key])).toMatchObject({ dryRun: false });
    expect(await ana.json(['verify'])).toMatchObject({ ok: true, events: 2 });
  }, 120_000);
});

describe('the backup of a key', () => {
  test('lies outside of the repository, for its owner alone, and brings the administrator back', async () => {
    const { project, ana } = await projectOfAna();
    const safe = outside();
    const file = join(safe, 'ana.key');
    expect((await ana.json(['key', 'backup', project.path('ana.key')], 2)).error).toMatchObject({ code: 'usage.invalid' });
    expect((await ana.json(['key', 'backup', project.path('.git', 'ana.key')], 2)).error).toMatchObject({ code: 'usage.invalid' });
    expect((await ana.json(['key', 'backup', join(safe, 'no', 'ana.key')], 3)).error).toMatchObject({ code: 'path.missing' });
    const { device } = await ana.json(['key', 'backup', file]);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await ana.json(['key', 'backup', file], 1)).error).toMatchObject({ code: 'conflict' });
    expect((await ana.run(['member', 'admission', 'closed'])).err).toBe('');
    await commit(project, ana, 1);

    const back = personAt(project, 'Ana', 'AnaElsewhere');
    expect((await back.json(['tag', 'fraud', '1.0.0'], 1)).error).toMatchObject({ code: 'policy.refused' });
    expect(await back.json(['key', 'restore', file])).toMatchObject({ device, state: 'member', member: { name: 'Ana', roles: ['admin'] } });
    await back.json(['tag', 'fraud', '1.0.0']);
    const { events } = await back.json(['audit', 'log']);
    const counters = events.map((event: { raw: string }) => Number((JSON.parse(event.raw) as { id: string }).id.split('.')[1]));
    expect(counters).toEqual([...counters].sort((a, b) => b - a));
    expect(new Set(counters).size).toBe(counters.length);
    expect(await back.json(['verify'])).toMatchObject({ ok: true });
  }, 60_000);

  test('of another registry, damaged, revoked, or in the place of a key in force is refused', async () => {
    const { project, ana } = await projectOfAna();
    const safe = outside();
    const other = await projectOfAna();
    await other.ana.json(['key', 'backup', join(safe, 'other.key')]);
    expect((await ana.json(['key', 'restore', join(safe, 'other.key')], 1)).error).toMatchObject({ code: 'conflict', message: 'The backup is of a key of another registry.' });
    writeFileSync(join(safe, 'damaged.key'), readFileSync(join(safe, 'other.key'), 'utf8').replace('"device": "d_', '"device": "d_a'));
    for (const name of ['damaged.key', '.']) expect((await ana.json(['key', 'restore', join(safe, name)], 2)).error).toMatchObject({ code: 'usage.invalid' });
    expect((await ana.json(['key', 'restore', join(safe, 'none.key')], 3)).error).toMatchObject({ code: 'path.missing' });

    const ben = personAt(project, 'Ben');
    await commit(project, ben, 1);
    await ben.json(['key', 'backup', join(safe, 'ben.key')]);
    expect((await ana.json(['key', 'restore', join(safe, 'ben.key')], 1)).error).toMatchObject({ code: 'conflict', hint: expect.stringContaining('--replace') });
    const { device } = await ben.json(['key', 'show']);
    await ana.json(['key', 'revoke', device]);
    expect((await ben.json(['key', 'restore', join(safe, 'ben.key')], 1)).error).toMatchObject({ code: 'policy.refused', message: expect.stringContaining('never comes back') });
  }, 60_000);
});
