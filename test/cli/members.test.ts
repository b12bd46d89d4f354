import { describe, expect, test } from 'vitest';
import { personAt, projectOfAna } from './people.ts';

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
    expect(await ana.json(['verify'])).toMatchObject({ ok: true });
  });
});
