import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile, withModel, withRegistry } from '../../../../src/adapters/project/projectFile.ts';
import type { ProjectConfig } from '../../../../src/core/model/projectConfig.ts';
import { temporaryFolder } from '../../../fakes/temporaryProject.ts';

function read(text: string): ProjectConfig {
  const file = join(temporaryFolder(), 'modelkeep.json');
  writeFileSync(file, text);
  return readProjectFile(file);
}

describe('modelkeep.json', () => {
  it('is read with comments, trailing commas, a byte order mark and CRLF', () => {
    const config = read('\uFEFF{\r\n  // ours\r\n  "models": { "fraud": { "paths": ["a/**",], "metric": "f1", "direction": "max", }, },\r\n}\r\n');
    expect(config.models.get('fraud')).toEqual({ paths: ['a/**'], data: [], params: [], metrics: [], metric: 'f1', direction: 'max' });
  });

  it('says when a checkpoint is written', () => {
    expect([read('{}').checkpoint, read('{ "checkpoint": "on-promotion" }').checkpoint]).toEqual([undefined, 'on-promotion']);
  });

  it('leaves members alone that a later version brings', () => {
    expect(read('{ "policy": { "stages": [] }, "remote": "s3://x" }').models.size).toBe(0);
  });

  it.each<[string, string]>([
    ['{ "models": ', 'line 1'],
    ['{\n  "models": { "a": { "paths": [1] } }\n}', '"models.a.paths"'],
    ['{ "models": { "a b": {} } }', '"a b"'],
    ['{ "models": [] }', '"models"'],
    ['{ "registry": "nonsense" }', '"registry"'],
    ['{ "models": { "a": { "direction": "up" } } }', 'direction'],
    ['{ "checkpoint": "always" }', '"checkpoint"'],
    ['[]', 'modelkeep.json'],
  ])('is refused with the place when it says %s', (text, where) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(where) }));
  });

  it('keeps comments and layout when a registry is pinned and a model declared', () => {
    const text = '{\n  // the team\u2019s models\n  "models": {\n    "fraud": { "paths": ["a"] } // first\n  }\n}\n';
    const edited = withModel(withRegistry(text, `r_${'a'.repeat(52)}`), 'churn', ['b/**']);
    expect(edited).toContain('// the team\u2019s models');
    expect(edited).toBe(`{\n  // the team\u2019s models\n  "models": {\n    "fraud": { "paths": ["a"] },\n    "churn": {\n      "paths": [\n        "b/**"\n      ]\n    } // first\n  },\n  "registry": "r_${'a'.repeat(52)}"\n}\n`);
    expect(read(edited).models.get('churn')?.paths).toEqual(['b/**']);
    expect(withRegistry('', `r_${'b'.repeat(52)}`)).toBe(`{\n  "registry": "r_${'b'.repeat(52)}"\n}\n`);
    expect(withModel('{"a": 1}', 'm', ['x'])).toBe('{"a": 1,\n  "models": {\n    "m": {\n      "paths": [\n        "x"\n      ]\n    }\n  }\n}');
    expect(read(withRegistry('{}', `r_${'b'.repeat(52)}`)).registry).toBe(`r_${'b'.repeat(52)}`);
  });
});
