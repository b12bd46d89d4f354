import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOperations, type OperationsHost } from '../../../../src/registry/createOperations.ts';
import type { OperationsOptions } from '../../../../src/registry/operationsOptions.ts';
import { hookServer } from '../../../fakes/hookServer.ts';
import { temporaryProject } from '../../../fakes/temporaryProject.ts';

async function project(webhook: string, more: object = {}): Promise<{ readonly cwd: string; readonly options: OperationsOptions; open(sending?: OperationsOptions['sending']): OperationsHost }> {
  const { folder: cwd, options } = temporaryProject({ HOOK: 'hush' });
  const open = (sending: OperationsOptions['sending'] = 'never'): OperationsHost => {
    const host = createOperations({ ...options, sending });
    onTestFinished(() => host.dispose());
    return host;
  };
  const host = open();
  await host.run('initRegistry', { cwd });
  const config = join(cwd, 'modelkeep.json');
  const content = JSON.parse(readFileSync(config, 'utf8')) as object;
  writeFileSync(config, JSON.stringify({ ...content, notifications: [{ on: ['version.committed', 'tag.set', 'stage.*', 'version.stable'], models: 'fraud*', webhook, secret: 'env:HOOK', ...more }] }));
  writeFileSync(join(cwd, 'model.bin'), 'one');
  return { cwd, options, open };
}

describe('notifications of a registry', () => {
  it('tell at the end of a command what it wrote, and nothing of other models or of dry runs', async () => {
    const server = await hookServer((response) => response.end());
    const { cwd, open } = await project(server.url);
    const host = open('atEnd');
    await host.run('commitVersion', { cwd, paths: [join(cwd, 'model.bin')], model: 'other', message: 'x' });
    await host.run('commitVersion', { cwd, paths: [join(cwd, 'model.bin')], model: 'fraud', message: 'First' });
    await host.run('setTag', { cwd, ref: 'fraud:v1', tag: '1.0.0', dryRun: true });
    await host.run('setTag', { cwd, ref: 'fraud:v1', tag: '1.0.0' });
    await host.run('promoteVersion', { cwd, ref: 'fraud:1.0.0', stage: 'Staging', message: 'Go' });
    expect(server.received, 'no command waits for it').toHaveLength(0);
    await host.dispose();
    const told = server.received.map(({ body }) => JSON.parse(body) as { type: string; timestamp: string; data: Record<string, unknown> }).sort((a, b) => Number(a.data['position']) - Number(b.data['position']));
    expect(told.map(({ type }) => type)).toEqual(['version.committed', 'tag.set', 'stage.promoted']);
    expect(told[0]?.data).toMatchObject({ model: 'fraud', ref: 'fraud:v1', message: 'First', branch: 'main' });
    expect(told[2]?.data).toMatchObject({ ref: 'fraud:v1', stage: 'Staging', tag: '1.0.0', message: 'Go' });
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    expect(JSON.stringify(server.received)).not.toContain('hush');
  });

  it('outlive the process, are listed, and are sent by the next one or on demand', async () => {
    let up = false;
    const server = await hookServer((response) => response.writeHead(up ? 200 : 503).end());
    const { cwd, open } = await project(server.url);
    const first = open('never');
    await first.run('commitVersion', { cwd, paths: [join(cwd, 'model.bin')], model: 'fraud', message: 'First' });
    await first.dispose();
    const second = open('atEnd');
    expect(await second.run('listNotifications', { cwd })).toMatchObject({ problems: [], notifications: [{ type: 'version.committed', about: 'fraud:v1', state: 'waiting', attempts: 0, mine: true }] });
    await second.dispose();
    const third = open();
    expect((await third.run('listNotifications', { cwd })).notifications).toMatchObject([{ attempts: 1, error: 'It answered 503.' }]);
    expect((await third.run('retryNotifications', { cwd })).attempts).toMatchObject([{ delivered: false }]);
    up = true;
    const { attempts } = await third.run('retryNotifications', { cwd });
    expect(attempts).toMatchObject([{ delivered: true, error: '' }]);
    expect((await third.run('listNotifications', { cwd })).notifications).toEqual([]);
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([attempts[0]?.id]));
    await expect(third.run('retryNotifications', { cwd, ids: ['nothing'] })).rejects.toMatchObject({ code: 'reference.notFound' });
  });

  it('are sent in the background while a registry is open', async () => {
    const server = await hookServer((response) => response.end());
    const { cwd, open } = await project(server.url);
    await open('background').run('commitVersion', { cwd, paths: [join(cwd, 'model.bin')], model: 'fraud', message: 'First' });
    await server.count(1);
    expect(server.received).toHaveLength(1);
  });

  it('never keep anybody from committing, whatever is configured', async () => {
    const { cwd, open } = await project('nonsense');
    const host = open('atEnd');
    await host.run('commitVersion', { cwd, paths: [join(cwd, 'model.bin')], model: 'fraud', message: 'First' });
    expect((await host.run('listNotifications', { cwd })).problems).toEqual(['modelkeep.json: notifications[0].webhook is not a URL.']);
  });

  it('can be tried out', async () => {
    const server = await hookServer((response) => response.end());
    const { cwd, open } = await project(server.url);
    expect(await open().run('testNotifications', { cwd })).toMatchObject({ problems: [], attempts: [{ delivered: true }] });
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({ type: 'test' });
  });
});
