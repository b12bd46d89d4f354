import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelCard } from '../../../../src/core/card/modelCard.ts';
import { SAMPLE_DETAIL } from '../../../fakes/sampleAnswers.ts';

/** Everything in it that somebody typed or a file said, replaced by one text. */
function typedBy(text: string): string {
  const note = [{ code: 'x.y', fact: 'code', message: text }];
  return modelCard({
    ...SAMPLE_DETAIL,
    message: text,
    author: text,
    description: text,
    withdrawn: true,
    withdrawal: { reason: text, author: text },
    deployments: [{ target: text, message: text, author: text, createdAt: '2026-11-22T17:00:00.000Z' }],
    metrics: [{ name: text, value: text }],
    params: [{ name: text, type: 'string', value: text }],
    fileList: [{ path: text, size: 1, sha256: 'ab'.repeat(32), media: 'text/plain' }],
    evaluations: [{ position: 7, name: text, metrics: [{ name: text, value: '1' }], data: [{ name: text, basis: 'commit', source: text, strength: 'content', digest: `sha256:${'ab'.repeat(32)}` }], author: text, createdAt: '2026-11-22T17:00:00.000Z' }],
    lineage: {
      ...SAMPLE_DETAIL.lineage,
      code: [{ repository: '.', basis: 'run', source: text, commit: 'a'.repeat(40), subject: text, branch: text, remote: text, dirtyCode: [text], dirtyOutputs: [] }],
      data: [{ name: text, basis: 'commit', source: text, strength: 'claim', digest: `rev:${text}` }, { name: 'b', basis: 'commit', source: 'x', strength: 'claim', digest: text }],
      paramSources: [{ path: text, basis: 'commit', key: text, sha256: 'ab'.repeat(32) }],
      command: { argv: ['python', text], cwd: '.' },
      bases: [{ reference: text, source: text }],
      experiment: { system: 'given', id: text },
      facts: [{ name: text, value: text }],
      doubts: note,
      missing: note,
    },
  });
}

describe('the model card', () => {
  it('says what a version is, its doubts before its facts, and how to fetch it', () => {
    const card = modelCard(SAMPLE_DETAIL);
    expect(card).toMatch(/^# /);
    expect(card).toContain(`sha256:${SAMPLE_DETAIL.id}`);
    expect(card).toContain(`modelkeep pull ${SAMPLE_DETAIL.ref} -o DIR`);
    expect(card.indexOf('## Lineage')).toBeGreaterThan(card.indexOf('## Metrics'));
  });

  it('shows the beginning of a hash, a revision as it is, and says what was not read', () => {
    const data = ['sha256:' + 'ab'.repeat(32), 'rev:v1.2-final-of-the-autumn', 'rev:'].map((digest, i) => ({ name: `d${i}`, basis: 'commit' as const, source: 'given', strength: i === 0 ? ('content' as const) : ('claim' as const), digest }));
    const rows = modelCard({ ...SAMPLE_DETAIL, lineage: { ...SAMPLE_DETAIL.lineage, data } }).split('\n').filter((line) => line.startsWith('| Data'));
    expect(rows.map((row) => row.split(' | ')[1])).toEqual(['d0<br>`sha256:abababababab`', 'd1<br>revision v1.2-final-of-the-autumn · a claim, not checked', 'd2<br>not read']);
  });

  it('says where it is in use, and why it was withdrawn', () => {
    const deployments = [{ target: 'eu-west/scoring', message: 'Canary', author: 'Ana', createdAt: '2026-11-22T17:00:00.000Z' }];
    const card = modelCard({ ...SAMPLE_DETAIL, deployments, withdrawn: true, withdrawal: { reason: 'Leaks the label', author: 'Ana' } });
    expect(card).toContain('| eu-west/scoring | Canary | 2026-11-22 17:00 UTC, Ana |');
    expect(card).toContain('it is kept for the record. Leaks the label');
  });

  it.each([
    '[click](command:workbench.action.terminal.new)',
    '<script>alert(1)</script>',
    '![x](https://example.org/pixel.png)',
    '<img src=x onerror=alert(1)>',
    '`code` | cell | <br>',
    'https://example.org/',
    '\u001b[31mred\u001b[0m \u202Eesrever',
    '$(rocket) **bold** _it_ ~~no~~',
    '# heading\n\n- list\n> quote\n```\nfence',
  ])('keeps %j inert wherever it was typed', (text) => {
    const card = typedBy(text);
    expect(card).not.toMatch(/\]\(command:|<script|<img|!\[|\]\(https?:/);
    expect(card).not.toContain('https://');
    // eslint-disable-next-line no-control-regex
    expect(card).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    expect(card.split('\n').filter((line) => /^(# |- list|> quote|```$|fence)/.test(line))).toHaveLength(2);
  });

  it('keeps every row of its tables whole, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const tables = typedBy(text).split('\n').filter((line) => line.startsWith('|'));
        for (const row of tables) expect(row.replaceAll('\\|', '')).toMatch(/^\|.*\|$/);
        expect(tables.filter((row) => row.startsWith('| Param ')).map((row) => row.split('|').length)).toEqual([4]);
      }),
      { numRuns: 200 },
    );
  });
});
