import { describe, expect, test } from 'vitest';
import { policyText } from '../../../../src/adapters/project/policyText.ts';

describe('policy in the text of modelkeep.json', () => {
  const text = '{\n  // who may\r\n  "models": { "fraud": { "metric": "f1", "direction": "max" }, "plain": {}, "odd": 1 },\n  "policy": {\n    "rules": [\n      { "models": "*", "gates": [ { "metric": "f1", "atLeast": 0.930 } ] },\n    ],\n  },\n}\n';

  test('keeps numbers as they are written, and which way metrics are better', () => {
    const { node, directions, problems } = policyText(text);
    expect([directions, problems]).toEqual([[{ model: 'fraud', metric: 'f1', direction: 'max' }], []]);
    expect(JSON.stringify([...(node?.kind === 'object' ? node.members : [])])).toContain('"kind":"array"');
    const rules = node?.kind === 'object' ? node.members.get('rules') : undefined;
    const rule = rules?.kind === 'array' ? rules.elements[0] : undefined;
    const gates = rule?.kind === 'object' ? rule.members.get('gates') : undefined;
    const gate = gates?.kind === 'array' ? gates.elements[0] : undefined;
    expect(gate?.kind === 'object' && gate.members.get('atLeast')).toEqual({ kind: 'number', text: '0.930' });
  });

  test('says where a path stands: the value, the name of a large one, or what is nearest', () => {
    const { rangeOf } = policyText(text);
    expect(rangeOf(['rules', 0, 'gates', 0, 'atLeast'])).toEqual({ line: 6, column: 64, endLine: 6, endColumn: 69 });
    expect(rangeOf(['rules', 0, 'gates'])).toEqual({ line: 6, column: 24, endLine: 6, endColumn: 31 });
    expect(rangeOf(['rules', 0, 'by', 3])).toEqual({ line: 6, column: 7, endLine: 6, endColumn: 8 });
    expect(rangeOf([])).toEqual({ line: 4, column: 3, endLine: 4, endColumn: 11 });
  });

  test('tells of members that stand twice, and of what is no JSON', () => {
    expect(policyText('{"policy": {"roles": [], "roles": ["x"]}}').problems).toEqual([{ path: ['roles'], message: '"roles" stands here twice.' }]);
    expect(policyText('{"policy": {').problems).toEqual([{ path: [], message: expect.stringMatching(/^modelkeep\.json is not valid JSON: .* at line 1, column \d+\.$/) }]);
    expect(policyText('{"policy": {"rules": NaN}}').problems).toHaveLength(1);
    for (const depth of [100, 100_000]) expect(policyText(`{"policy": ${'['.repeat(depth)}${']'.repeat(depth)}}`).problems).toEqual([{ path: [], message: 'modelkeep.json is not valid JSON: it is nested too deeply at line 1, column 1.' }]);
  });

  test('is absent where there is none', () => {
    for (const none of ['', '{}', '[]', '1', '{"policies": {}}']) expect(policyText(none)).toMatchObject({ node: undefined, problems: [] });
  });
});
