import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { anotherPerson, modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// The administrator lets Ben in and changes what he may: each test goes on where the one before it ended.
const project = trainedProject('members');
const outside = realpathSync(mkdtempSync(join(tmpdir(), 'modelkeep-kept-')));
const kept = join(outside, 'mine.modelkeep-key');
const ben = anotherPerson('Ben', join(project.folder, '.git', 'ben'));
const eva = anotherPerson('Eva', join(project.folder, '.git', 'eva'));
let window: Workbench;

beforeAll(async () => {
  modelkeep(project.folder, 'init');
  window = await openWorkbench({ folder: project.folder });
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
  rmSync(outside, { recursive: true, force: true });
});

interface Listed {
  readonly admission: string;
  readonly members: readonly { readonly name: string; readonly roles: readonly string[]; readonly keys: readonly { readonly device: string; readonly revoked?: string }[] }[];
}

function listed(): Listed {
  return JSON.parse(modelkeep(project.folder, 'member', 'list', '--json')) as Listed;
}

function member(name: string): Listed['members'][number] | undefined {
  return listed().members.find((one) => one.name === name);
}

/** The key that signs for this copy. */
const ownKey = (): string => modelkeep(project.folder, 'key', 'show').trim();

it('adds a member with a role from the palette, and says at once what is wrong with a key', async () => {
  await window.runCommand('Models: Add Member…');
  await window.quickInput.waitFor('The public key');
  await window.quickInput.type('no key');
  await until('the refusal', async () => ((await window.quickInput.message()).includes('is no public key') ? true : undefined));
  await window.quickInput.type(ben(project.folder, 'key', 'show').trim());
  await until('the key to be taken', async () => ((await window.quickInput.message()).includes('is no public key') ? undefined : true));
  await window.quickInput.accept();
  await window.quickInput.waitFor('What is the person');
  await window.quickInput.type('Ben');
  await window.quickInput.accept();
  await window.quickInput.waitFor('roles of Ben');
  await window.screenshot('members-roles');
  await window.quickInput.check('reviewer');
  await window.quickInput.accept();
  await until('Ben to be a member', async () => (member('Ben')?.roles.includes('reviewer') === true ? true : undefined));
  expect(member('Ben')?.roles).toEqual(['reviewer', 'contributor']);
});

it('shows the members, and from one of them what can be done', async () => {
  await window.runCommand('Models: Show Members…');
  await window.quickInput.waitFor('Choose a member');
  await window.screenshot('members');
  expect((await window.quickInput.rows()).join('\n')).toMatch(/Ben ?reviewer, contributor · 1 key/);
  await window.quickInput.pick('Ben');
  await window.quickInput.waitFor('What do you want to do?');
  await window.screenshot('member');
  await window.quickInput.pick('Revoke Key…');
  await window.quickInput.waitFor('Which key?');
  await window.quickInput.pick(member('Ben')?.keys[0]?.device ?? '');
  await window.quickInput.waitFor('Why?');
  await window.quickInput.type('Laptop lost');
  await window.quickInput.accept();
  await until('the key to be revoked', async () => (member('Ben')?.keys[0]?.revoked === undefined ? undefined : true));
});

it('copies the own key', async () => {
  await window.runCommand('Models: Copy My Key');
  await until('the key on the clipboard', async () => ((await window.clipboard()) === ownKey() ? true : undefined));
});

it('refuses to keep the private key in the project', async () => {
  await window.runCommand('Models: Back Up Signing Key…');
  const file = join(project.folder, 'me.modelkeep-key');
  await window.saveFile(file);
  expect(await window.notifications.waitFor('The backup would lie in')).toContain('where it could be committed');
  expect(existsSync(file)).toBe(false);
});

it('changes the roles of a member to the ones that are checked', async () => {
  await window.notifications.clear();
  await window.runCommand('Models: Change Member Roles…');
  await window.quickInput.waitFor('Which member?');
  await window.quickInput.pick('Ben');
  await window.quickInput.waitFor('Roles of Ben');
  await window.quickInput.check('reviewer', false);
  await window.quickInput.check('maintainer');
  await window.quickInput.accept();
  await until('Ben to be a maintainer', async () => (member('Ben')?.roles.includes('maintainer') === true ? true : undefined));
  expect(member('Ben')?.roles).toEqual(['maintainer', 'contributor']);
});

it('says in the box why the last administrator cannot go, and lets somebody else go for a reason', async () => {
  await window.runCommand('Models: Remove Member…');
  await window.quickInput.waitFor('Which member?');
  await window.quickInput.pick('Test Person');
  await window.quickInput.waitFor('Remove Test Person');
  await window.quickInput.type('Away');
  await until('the refusal', async () => ((await window.quickInput.message()).includes('administrator') ? true : undefined));
  await window.quickInput.dismiss();
  expect(member('Test Person')?.roles).toContain('admin');
  await window.runCommand('Models: Remove Member…');
  await window.quickInput.waitFor('Which member?');
  await window.quickInput.pick('Ben');
  await window.quickInput.waitFor('Remove Ben');
  await window.quickInput.type('Left the team');
  await window.quickInput.accept();
  await until('Ben to be gone', async () => (listed().members.some(({ name }) => name === 'Ben') ? undefined : true));
});

it('closes the registry, and opens it again', async () => {
  for (const [choice, admission] of [['Closed', 'closed'], ['Open', 'open']] as const) {
    await window.runCommand('Models: Set Admission…');
    await window.quickInput.waitFor('Who may join?');
    await window.quickInput.pick(choice);
    await until(`admission to be ${admission}`, async () => (listed().admission === admission ? true : undefined));
  }
});

it('keeps the own key in a file outside', async () => {
  await window.runCommand('Models: Back Up Signing Key…');
  await window.saveFile(kept);
  expect(await window.notifications.waitFor('The signing key is kept in')).toContain('Who has this file can sign as you.');
  expect(existsSync(kept)).toBe(true);
});

it('takes no revoked key from a file, takes another one after it has asked, and then the own one again', async () => {
  const [own, revoked, evas] = [ownKey(), join(outside, 'ben.modelkeep-key'), join(outside, 'eva.modelkeep-key')];
  ben(project.folder, 'key', 'backup', revoked);
  eva(project.folder, 'key', 'backup', evas);
  await restoreFrom(revoked);
  expect(await window.notifications.waitFor('was revoked')).toContain('a revoked key never comes back');
  await restoreFrom(evas);
  expect(await window.notifications.dialogText()).toContain('This copy signs with another key already');
  await window.screenshot('restore-key');
  await window.notifications.clickInDialog('Replace');
  await until('the key of Eva', async () => (ownKey() === eva(project.folder, 'key', 'show').trim() ? true : undefined));
  await restoreFrom(kept);
  await until('the own key', async () => (ownKey() === own ? true : undefined));
});

it('makes another key in the place of a revoked one, and copies it for the administrator', async () => {
  const before = ownKey();
  modelkeep(project.folder, 'key', 'add', 'Test Person', '--key', anotherPerson('Kim', join(project.folder, '.git', 'kim'))(project.folder, 'key', 'show').trim());
  const { device } = JSON.parse(modelkeep(project.folder, 'key', 'show', '--json')) as { readonly device: string };
  modelkeep(project.folder, 'key', 'revoke', device, '--reason', 'Lost');
  await window.runCommand('Models: New Signing Key');
  await window.statusBarItem('signs from now on; its public key is copied').waitFor();
  expect(ownKey()).not.toBe(before);
  await until('the key on the clipboard', async () => ((await window.clipboard()) === ownKey() ? true : undefined));
});

async function restoreFrom(file: string): Promise<void> {
  await window.runCommand('Models: Restore Signing Key…');
  await window.chooseFile(file);
}
