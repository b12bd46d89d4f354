import { existsSync } from 'node:fs';
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
const ben = anotherPerson('Ben', join(project.folder, '.git', 'ben'));
let window: Workbench;

beforeAll(async () => {
  modelkeep(project.folder, 'init');
  window = await openWorkbench({ folder: project.folder });
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

interface Listed {
  readonly members: readonly { readonly name: string; readonly roles: readonly string[]; readonly keys: readonly { readonly device: string; readonly revoked?: string }[] }[];
}

function member(name: string): Listed['members'][number] | undefined {
  return (JSON.parse(modelkeep(project.folder, 'member', 'list', '--json')) as Listed).members.find((one) => one.name === name);
}

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
  await window.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'reviewer' }).first().click();
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
  await until('the key on the clipboard', async () => ((await window.clipboard()) === modelkeep(project.folder, 'key', 'show').trim() ? true : undefined));
});

it('refuses to keep the private key in the project', async () => {
  await window.runCommand('Models: Back Up Signing Key…');
  const file = join(project.folder, 'me.modelkeep-key');
  await window.saveFile(file);
  expect(await window.notifications.waitFor('The backup would lie in')).toContain('where it could be committed');
  expect(existsSync(file)).toBe(false);
});
