import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import type { AuditEvent } from '../../../src/core/audit/auditEvent.ts';
import type { OperationRunner } from '../../../src/core/operations/operations.ts';
import { fakeSurroundings, type FakeSurroundings } from '../../fakes/fakeSurroundings.ts';

const event: AuditEvent = {
  position: 41,
  time: '2026-05-01T10:00:00.000Z',
  type: 'stage.promoted',
  model: 'fraud',
  ref: 'fraud:v7',
  actor: { member: 'Ana', id: 'd_aaaaaaaaaaaaaaaa', device: 'd_aaaaaaaaaaaaaaaa', author: 'Ana B.' },
  change: 'Production of fraud: v6 \u2192 v7',
  before: 'fraud:v6',
  after: 'fraud:v7',
  details: [],
  more: 0,
  message: '=HYPERLINK("https://x"), \u001b[2J',
  signature: 'valid',
  rejected: null,
  raw: '{}',
};
const forged: AuditEvent = { ...event, position: 40, actor: { ...event.actor, member: '', id: '' }, message: '-0.5', signature: 'wrong', rejected: 'the signature is wrong' };

/** Runs a command against pages of events, and answers what it was asked for. */
async function run(line: readonly string[], ...pages: readonly { readonly events: readonly AuditEvent[]; readonly next?: string }[]): Promise<{ readonly code: number; readonly out: string; readonly asked: readonly object[] }> {
  const around: FakeSurroundings = fakeSurroundings();
  const asked: object[] = [];
  const operations = { run: async (name: string, params: object) => (asked.push({ name, ...params }), pages[asked.length - 1]) } as unknown as OperationRunner;
  const code = await runCommandLine(line, { ...around, operations: async () => operations });
  return { code, out: around.out(), asked };
}

describe('audit log', () => {
  test('asks with every filter, and names the command of the next page', async () => {
    const filters = ['--model', 'fraud', '--ref', 'fraud:v7', '--type', 'stage', '--actor', 'Ana', '--from', '2026-05-01', '--to', '2026-05-31', '--text', 'two words', '--rejected', '--limit', '2'];
    const { asked, out } = await run(['audit', 'log', ...filters], { events: [event], next: '41' });
    expect(asked).toEqual([{ name: 'auditLog', cwd: '/project', model: 'fraud', version: 'fraud:v7', type: 'stage', actor: 'Ana', from: '2026-05-01', to: '2026-05-31', text: 'two words', rejected: true, limit: 2 }]);
    expect(out).toContain("Show older: modelkeep audit log --model fraud --ref fraud:v7 --type stage --actor Ana --from 2026-05-01 --to 2026-05-31 --text 'two words' --rejected --limit 2 --after 41");
  });

  test('tells who and what, and what is wrong with an event; nothing acts on the terminal', async () => {
    const { out } = await run(['audit', 'log'], { events: [event, forged] });
    expect(out).toContain('#41   2026-05-01 10:00:00   stage.promoted   Ana as Ana B.');
    expect(out).toContain('Production of fraud: v6 \u2192 v7\n');
    expect(out).toMatch(/#40 .*\n?.*d_aaaaaaaaaaaaaaaa \(not proved\)/);
    expect(out).toContain('no effect: the signature is wrong');
    expect(out).not.toContain('\u001b');
    expect((await run(['audit', 'log'], { events: [] })).out).toBe('No event matches.\n');
  });

  test('writes every page as CSV that no spreadsheet takes for a formula', async () => {
    const { asked, out } = await run(['audit', 'log', '--csv', '--model', 'fraud'], { events: [event], next: '41' }, { events: [forged] });
    expect(asked).toEqual([{ name: 'auditLog', cwd: '/project', model: 'fraud', limit: 500 }, { name: 'auditLog', cwd: '/project', model: 'fraud', limit: 500, after: '41' }]);
    const [head, first, second] = out.split('\r\n');
    expect(head).toBe('position,time,type,model,ref,member,device,author,change,before,after,message,signature,rejected');
    expect(first).toBe(`41,2026-05-01T10:00:00.000Z,stage.promoted,fraud,fraud:v7,Ana,d_aaaaaaaaaaaaaaaa,Ana B.,Production of fraud: v6 \u2192 v7,fraud:v6,fraud:v7,"'=HYPERLINK(""https://x""), \\x1b[2J",valid,`);
    expect(second).toContain(',-0.5,wrong,the signature is wrong');
  });

  test('answers the page as it is with --json', async () => {
    const { out } = await run(['audit', 'log', '--json'], { events: [event], next: '41' });
    expect(JSON.parse(out)).toEqual({ events: [event], next: '41' });
  });
});

describe('audit export and checkpoint', () => {
  test('ask for what they are told', async () => {
    expect((await run(['audit', 'export', 'out', '--model', 'fraud'])).asked).toEqual([{ name: 'exportAudit', cwd: '/project', output: 'out', model: 'fraud' }]);
    expect((await run(['audit', 'checkpoint', '-o', 'kept.lock'])).asked).toEqual([{ name: 'writeCheckpoint', cwd: '/project', output: 'kept.lock' }]);
    expect((await run(['verify', '--checkpoint', 'kept.lock'])).asked).toEqual([{ name: 'verifyRegistry', cwd: '/project', checkpoint: 'kept.lock' }]);
  });

  test.each(['log', 'export', 'checkpoint'])('audit %s --help has examples and fits the terminal', async (name) => {
    const { code, out } = await run(['audit', name, '--help']);
    expect([code, out]).toEqual([0, expect.stringContaining(`\nExamples:\n  modelkeep audit ${name}`)]);
    expect(Math.max(...out.split('\n').filter((line) => !line.startsWith('  modelkeep')).map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
