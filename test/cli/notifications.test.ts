import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hookServer } from '../fakes/hookServer.ts';
import { newProject, safetensors, type Project } from './project.ts';

const env = { HOOK_SECRET: 'hush' };

async function projectWithHook(webhook: string): Promise<Project> {
  const project = newProject();
  await project.json(['init']);
  const config = JSON.parse(readFileSync(project.path('modelkeep.json'), 'utf8')) as object;
  project.write('modelkeep.json', JSON.stringify({ ...config, notifications: [{ on: ['version.committed'], webhook, secret: 'env:HOOK_SECRET' }] }));
  project.write('model.safetensors', safetensors(1));
  return project;
}

const COMMIT = ['commit', 'model.safetensors', '--model', 'fraud', '-m', 'First'];

describe('webhooks of the command line', () => {
  it('are told after the answer', async () => {
    const server = await hookServer((response) => response.end());
    const project = await projectWithHook(server.url);
    await project.json(COMMIT, 0, { env });
    expect(server.received.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([{ type: 'version.committed', data: { ref: 'fraud:v1' } }]);
    expect((await project.json(['notifications', 'list'])).notifications).toEqual([]);
  });

  it.each(['notify.beforeSend:1:kill', 'notify.afterSend:1:kill'])('are told by the next process when one is killed (%s), under the same id', async (failpoint) => {
    const server = await hookServer((response) => response.end());
    const project = await projectWithHook(server.url);
    const killed = await project.run(['--json', ...COMMIT], { env: { ...env, MODELKEEP_FAILPOINT: failpoint } });
    expect([killed.signal, JSON.parse(killed.out).ref]).toEqual(['SIGKILL', 'fraud:v1']);
    const { notifications } = await project.json(['notifications', 'list']);
    expect(notifications).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    const sent = server.received.length;
    // the dead process's lock is a minute from being nobody's
    await project.run(['notifications', 'list'], { env, nodeArgs: ['--import', `data:text/javascript,const now=Date.now;Date.now=()=>now()+90000`] });
    expect(server.received).toHaveLength(sent + 1);
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([notifications[0].id]));
  });

  it('do not keep a commit from its answer when nobody answers, and the test says so', async () => {
    const server = await hookServer((response, n) => void (n > 1 && response.writeHead(503).end()));
    const project = await projectWithHook(server.url);
    expect(await project.json(COMMIT, 0, { env })).toMatchObject({ state: 'saved' });
    expect((await project.json(['notifications', 'list'], 0, { env })).notifications).toMatchObject([{ attempts: 1, error: 'No answer within 3 seconds.' }]);
    expect(await project.json(['notifications', 'test'], 1, { env })).toMatchObject({ attempts: [{ delivered: false, error: 'It answered 503.' }] });
  });
});
