import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectWithVersion, safetensors, type Project } from './project.ts';

/** Characters that act instead of showing, markup, and links that a terminal or an editor might follow. */
const HOSTILE = '\u001b]8;;http://x\u0007<img src=x onerror=alert(1)>[a](command:b)\u202e';
/** As long as one argument of a process may be. */
const LONG = 'x'.repeat(120_000);
const ID = /^[0-9a-f]{64}$/;

let project: Project;
let cleaned = (): void => undefined;
let before: unknown;
let request: string;

/** Everything that may be lost: what there is, what it is called, what was said. */
async function everything(): Promise<unknown> {
  const parts = await Promise.all([['list'], ['log', '--limit', '50'], ['stages', 'fraud', '--history'], ['show', 'fraud:v1'], ['requests', '--mine'], ['audit', 'log']].map((args) => project.json(args)));
  return JSON.parse(JSON.stringify(parts)) as unknown;
}

beforeAll(async () => {
  project = await projectWithVersion({ ends: (clean) => void (cleaned = clean) });
  for (let i = 2; i < 5; i++) {
    project.write('models/fraud/model.safetensors', safetensors(i));
    await project.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', `v${i}`]);
  }
  project.write('other/model.safetensors', safetensors(9));
  await project.json(['commit', 'other/model.safetensors', '--model', 'fraud-2', '-m', 'Other']);
  await project.json(['withdraw', 'fraud:v4', '--reason', 'Leaked']);
  await project.json(['promote', 'fraud:v1', 'Archived']);
  await project.json(['promote', 'fraud:v2', 'Archived']);
  await project.json(['promote', 'fraud:v3', 'Production']);
  await project.json(['tag', 'fraud:v1', '1.0.0']);
  await project.json(['alias', 'set', 'fraud', 'champion', 'fraud:v1']);
  ({ request: { id: request } } = await project.json(['request', 'fraud:v1', 'Staging', '-m', 'Please']));
  before = await everything();
});

afterAll(() => cleaned());

/** Commands that change something, each with a place for a reference. */
const CHANGES: readonly (readonly [string, (ref: string) => readonly string[]])[] = [
  ['promote', (ref) => ['promote', ref, 'Staging']],
  ['demote', (ref) => ['demote', ref, '-m', 'Off']],
  ['rollback --to', (ref) => ['rollback', 'fraud', 'Production', '--to', ref, '-m', 'Back']],
  ['request', (ref) => ['request', ref, 'Staging', '-m', 'Please']],
  ['alias set', (ref) => ['alias', 'set', 'fraud', 'canary', ref]],
  ['tag', (ref) => ['tag', ref, '2.0.0']],
  ['label', (ref) => ['label', ref, 'team=risk']],
  ['describe', (ref) => ['describe', ref, 'Text']],
  ['deprecate', (ref) => ['deprecate', ref, '--reason', 'Old']],
];

describe('bad input is refused with the reason, and nothing is lost', () => {
  test.each(CHANGES)('%s: references that are wrong, missing, ambiguous, withdrawn or look like another', async (_, args) => {
    const wrong: readonly (readonly [string, number, string])[] = [
      ['fraud:v9', 3, 'reference.notFound'],
      ['Frauds', 3, 'reference.notFound'],
      ['fraud:9.9.9', 3, 'reference.notFound'],
      ['fraud@nobody', 3, 'reference.notFound'],
      ['fraud#Staging', 3, 'reference.notFound'],
      ['fraud~nowhere', 3, 'reference.notFound'],
      ['fraud#Archived', 2, 'reference.ambiguous'],
      ['fr\u0430ud:v1', 2, 'reference.invalid'],
      [HOSTILE, 2, 'reference.invalid'],
      [LONG, 2, 'reference.invalid'],
      ['', 2, 'reference.invalid'],
      ['fraud:v4', 1, 'policy.refused'],
    ];
    const answers = await Promise.all(wrong.map(async ([ref]) => project.run(['--json', ...args(ref)])));
    const told = answers.map(({ code, out }, i) => [wrong[i]?.[0].slice(0, 20), code, (JSON.parse(out) as { error?: { code: string } }).error?.code]);
    expect(told).toEqual(wrong.map(([ref, code, error]) => [ref.slice(0, 20), code, error]));
    for (const { out } of answers) expect(out.length).toBeLessThan(10_000);
  });

  test.each<[string, readonly string[], number, string]>([
    ['a request that does not exist is approved', ['approve', 'q_aaaaaaaaaa'], 3, 'reference.notFound'],
    ['a request that does not exist is rejected', ['reject', 'q_aaaaaaaaaa', '-m', 'No'], 3, 'reference.notFound'],
    ['a request is named by markup', ['request', 'cancel', HOSTILE], 3, 'reference.notFound'],
    ['a request is named by something endless', ['approve', LONG], 3, 'reference.notFound'],
    ['a rejection gives no reason', ['reject', 'REQUEST'], 2, 'usage.invalid'],
    ['an approval says too much', ['approve', 'REQUEST', '-m', LONG], 2, 'usage.invalid'],
    ['an approval holds what acts', ['approve', 'REQUEST', '-m', HOSTILE], 2, 'usage.invalid'],
    ['a promotion says too much', ['promote', 'fraud:v2', 'Staging', '-m', LONG], 2, 'usage.invalid'],
    ['a promotion holds what acts', ['promote', 'fraud:v2', 'Staging', '-m', HOSTILE], 2, 'usage.invalid'],
    ['a stage is markup', ['promote', 'fraud:v2', HOSTILE], 3, 'reference.notFound'],
    ['a rollback has nowhere to go', ['rollback', 'fraud', 'Production', '-m', 'Back'], 1, 'policy.refused'],
    ['a stage of many is rolled back', ['rollback', 'fraud', 'Archived', '-m', 'Back'], 1, 'policy.refused'],
    ['a rollback is of no model', ['rollback', 'nobody', 'Production', '-m', 'Back'], 3, 'reference.notFound'],
    ['a rollback leads to another model', ['rollback', 'fraud', 'Production', '--to', 'fraud-2:v1', '-m', 'Back'], 2, 'usage.invalid'],
    ['a tag is taken', ['tag', 'fraud:v2', '1.0.0'], 1, 'conflict'],
    ['a tag is no version', ['tag', 'fraud:v2', '1.0'], 2, 'name.invalid'],
    ['a tag is markup', ['tag', 'fraud:v2', HOSTILE], 2, 'name.invalid'],
    ['an alias is like a number', ['alias', 'set', 'fraud', 'v7', 'fraud:v2'], 2, 'name.invalid'],
    ['an alias points elsewhere', ['alias', 'set', 'fraud', 'champion', 'fraud:v2', '--expect', 'fraud:v3'], 1, 'conflict'],
    ['an alias is of another model\u2019s version', ['alias', 'set', 'fraud', 'canary', 'fraud-2:v1'], 2, 'usage.invalid'],
    ['a label is endless', ['label', 'fraud:v1', `team=${LONG}`], 2, 'usage.invalid'],
    ['a label holds what acts', ['label', 'fraud:v1', `team=${HOSTILE}`], 2, 'usage.invalid'],
    ['a label has no name', ['label', 'fraud:v1', '=x'], 2, 'usage.invalid'],
    ['a query is endless', ['search', `metrics.f1 > ${LONG}`], 2, 'query.invalid'],
    ['a query is deep', ['search', `${'('.repeat(60_000)}metrics.f1 > 1`], 2, 'query.invalid'],
    ['a query is markup', ['search', HOSTILE], 2, 'query.invalid'],
    ['a time is none', ['list', '--at', 'yesterdayish'], 2, 'usage.invalid'],
    ['a position is beyond the end', ['log', '--at', '99999'], 3, 'reference.notFound'],
    ['a position is negative', ['show', 'fraud:v1', '--at=-5'], 2, 'usage.invalid'],
    ['a version is younger than the moment', ['show', 'fraud:v3', '--at', '3'], 3, 'reference.notFound'],
  ])('%s', async (_, args, code, error) => {
    const { error: refused } = await project.json(args.map((arg) => (arg === 'REQUEST' ? request : arg)), code);
    expect(refused.code).toBe(error);
    expect(refused.message.length).toBeGreaterThan(10);
    expect(JSON.stringify(refused).length).toBeLessThan(10_000);
  });

  test('in a terminal nothing of what was typed acts', async () => {
    const typed = [['promote', HOSTILE, 'Staging'], ['promote', 'fraud:v1', HOSTILE], ['approve', HOSTILE], ['tag', 'fraud:v1', HOSTILE], ['search', HOSTILE], ['list', '--at', HOSTILE], ['rollback', HOSTILE, 'Production', '-m', 'x']];
    const outcomes = await Promise.all(typed.map((args) => project.run(args)));
    for (const { code, out, err } of outcomes) {
      expect(code).toBeGreaterThan(0);
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/);
    }
  });

  test('and everything is as it was', async () => {
    expect(await everything()).toEqual(before);
    expect(await project.json(['verify'])).toMatchObject({ ok: true });
    expect((await project.json(['show', 'fraud:v1'])).id).toMatch(ID);
  });
});
