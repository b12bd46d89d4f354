import { expect, test } from 'vitest';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import { parseQuery } from '../../../src/core/search/parseQuery.ts';
import { fakeSurroundings, type FakeSurroundings } from '../../fakes/fakeSurroundings.ts';
import { sampleDetail, sampleVersion } from '../../fakes/sampleVersions.ts';

function searching(): FakeSurroundings {
  return fakeSurroundings({
    answers: {
      searchVersions: ({ query, limit }) => {
        parseQuery(query);
        return { versions: [sampleVersion({ metrics: [{ name: 'f1', value: '0.9' }, { name: 'loss', value: '0.25' }] })], ...(limit === undefined ? {} : { next: '7' }) };
      },
      showVersion: ({ at }) => ({ ...sampleDetail(), ...(at === undefined ? {} : { asOf: { position: 1204, time: '2026-05-01T00:00:00.000Z', backwards: 1100 } }) }),
      logVersions: () => ({ versions: [sampleVersion()], next: '9', asOf: { position: 12, time: '2026-05-01T00:00:00.000Z' } }),
      listModels: () => ({ models: [] }),
    },
  });
}

test('a search shows the metric that it speaks of, and the way to the next page', async () => {
  const around = searching();
  expect(await runCommandLine(['search', 'order by metrics.loss', '--limit', '1'], around)).toBe(0);
  expect(around.out()).toContain('loss 0.25');
  expect(around.out()).toContain("Show older: modelkeep search 'order by metrics.loss' --limit 1 --after 7");
});

test.each([
  ['metrics.f1 >> 0.9', ['error: At character 13: a value is expected, not ">"', '  metrics.f1 >> 0.9', '              ^']],
  [`${"name = 'x' or ".repeat(6)}\u001b[2Jstage`, ['error: At character 85: "\\u001b" has no meaning in a query']],
])('a wrong query is refused with a mark under the place: %j', async (query, lines) => {
  const around = searching();
  expect(await runCommandLine(['search', query], around)).toBe(2);
  expect(around.err().split('\n').slice(0, lines.length)).toEqual(lines);
  expect(around.err()).not.toContain('\u001b');
  expect(around.out()).toBe('');
});

test('an answer of the past says of which position, and where times are not to be trusted', async () => {
  const around = searching();
  expect(await runCommandLine(['show', 'fraud-detector#Production', '--at', '2026-05-01'], around)).toBe(0);
  expect(around.out().split('\n')[0]).toBe('As of #1204, 2026-05-01 00:00 UTC');
  expect(around.err()).toContain('run back by more than 5 minutes at #1100');
  const json = searching();
  await runCommandLine(['--json', 'show', 'fraud-detector', '--at', '1204'], json);
  expect(JSON.parse(json.out())).toMatchObject({ asOf: { position: 1204 } });
  expect(json.calls).toEqual([{ name: 'showVersion', params: { cwd: '/project', ref: 'fraud-detector', at: '1204' } }]);
});

test('the next page of the past is of the same position', async () => {
  const around = searching();
  await runCommandLine(['log', '--at', '2026-05-01', '--limit', '1'], around);
  expect(around.out()).toContain('modelkeep log --limit 1 --at 12 --after 9');
});
