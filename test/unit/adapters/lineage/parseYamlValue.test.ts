import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenValues } from '../../../../src/adapters/lineage/flattenValues.ts';
import { parseYamlValue } from '../../../../src/adapters/lineage/parseYamlValue.ts';
import { RegistryError } from '../../../../src/core/errors.ts';

const names = (text: string): readonly string[] => flattenValues(parseYamlValue(text)).values.map(({ name, value }) => `${name}=${value}`);
const refusal = (text: string): string => {
  try {
    parseYamlValue(text);
    return 'read';
  } catch (error) {
    return RegistryError.is(error, 'file.unreadable') ? error.message : `other: ${String(error)}`;
  }
};

describe('parseYamlValue', () => {
  it('follows anchors, aliases and merges', () => {
    expect(names('base: &b {lr: 1e-05, n: 2}\nrun:\n  <<: *b\n  n: 3\nsame: *b\n')).toEqual(['base.lr=1e-05', 'base.n=2', 'run.n=3', 'run.lr=1e-05', 'same.lr=1e-05', 'same.n=2']);
  });

  it('takes the anchor that was defined last before the alias', () => {
    expect(names('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual(['a=1', 'b=1', 'c=2', 'd=2']);
  });

  it('refuses an alias bomb', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`);
    expect(refusal(`l0: &l0 x\n${levels.join('\n')}\n`)).toMatch(/aliases that multiply/);
  });

  it('refuses a list that holds itself, and an alias that leads nowhere', () => {
    expect(refusal('a: &a [1, *a]\n')).toMatch(/too deeply/);
    expect(refusal('a: &a [*a, *a]\n')).toMatch(/too deeply|too many/);
    expect(refusal('a: *b\n')).toMatch(/alias|Unresolved/);
  });

  it('refuses deep nesting of every kind without exhausting the stack', () => {
    expect(refusal('['.repeat(100_000))).toMatch(/too deeply/);
    expect(refusal(`${'{a: '.repeat(400)}1${'}'.repeat(400)}`)).toMatch(/too deeply/);
    expect(refusal('- '.repeat(100_000))).toMatch(/too deeply/);
    expect(refusal(Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'))).toMatch(/too deeply/);
  });

  it('answers or refuses any text, and never fails otherwise', () => {
    const unit = fc.constantFrom('a', ': ', '- ', '\n', '  ', '[', ']', '{', '}', ',', '&x ', '*x', '!!float ', '"', "'", '|', '>', '#', '<<', '? ', '%', '---', '1e5', '\t');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (parts) => {
        expect(refusal(parts.join(''))).toMatch(/^(read$|This is not usable YAML: )/s);
      }),
      { numRuns: 500 },
    );
  });
});
