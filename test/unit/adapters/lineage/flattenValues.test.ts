import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenValues, MAX_VALUES } from '../../../../src/adapters/lineage/flattenValues.ts';
import { parseJsonValue } from '../../../../src/adapters/lineage/parseJsonValue.ts';
import { parseYamlValue } from '../../../../src/adapters/lineage/parseYamlValue.ts';
import { descend } from '../../../../src/adapters/lineage/valueNode.ts';

const flat = (text: string, read = parseJsonValue): readonly string[] => flattenValues(read(text)).values.map(({ name, type, value }) => `${name}=${type}:${value}`);
const numberText = fc.tuple(fc.constantFrom('', '-'), fc.integer({ min: 0, max: 999 }), fc.stringMatching(/^(\.\d{1,20})?([eE][-+]?\d{1,2})?$/)).map(([sign, whole, rest]) => `${sign}${whole}${rest}`);

describe('flattenValues', () => {
  it('names values by their dotted way and lists by index', () => {
    expect(flat('{"val": {"acc": 0.953}, "layers": [64, 32], "none": null, "yes": true, "name": "tiny", "empty": {}}')).toEqual([
      'val.acc=float:0.953',
      'layers.0=int:64',
      'layers.1=int:32',
      'none=null:null',
      'yes=bool:true',
      'name=string:tiny',
    ]);
  });

  it('keeps the text of numbers exactly, in JSON and in YAML', () => {
    fc.assert(
      fc.property(numberText, (text) => {
        expect(flat(`{"x": ${text}}`)[0]?.split(':')[1]).toBe(text);
        expect(flat(`x: ${text}\n`, parseYamlValue)[0]?.split(':')[1]).toBe(text);
      }),
    );
  });

  it('reads 1e-05 as a float, NaN and Infinity as Python writes them', () => {
    expect(flat('{"a": 1e-05, "b": NaN, "c": -Infinity}')).toEqual(['a=float:1e-05', 'b=float:NaN', 'c=float:-Infinity']);
    expect(flat('a: 1e-05\nb: .nan\nc: -.inf\nd: 0x1F\ne: "1"\nf: yes\ng: ~\n', parseYamlValue)).toEqual([
      'a=float:1e-05',
      'b=float:NaN',
      'c=float:-Infinity',
      'd=int:0x1F',
      'e=string:1',
      'f=string:yes',
      'g=null:null',
    ]);
  });

  it('finds every value of any JSON again under its name', () => {
    const keys = fc.stringMatching(/^[a-z]{1,6}$/);
    const tree = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: 'grapheme' })),
      node: fc.oneof({ depthSize: 'small' }, tie('leaf'), fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(keys, tie('node'), { maxKeys: 4 })),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(keys, tree, { maxKeys: 4 }), (value) => {
        const node = parseJsonValue(JSON.stringify(value));
        for (const one of flattenValues(node).values) {
          expect(descend(node, one.name)).toMatchObject({ kind: 'scalar', value: one.value });
        }
      }),
    );
  });

  it('stops at the bound and says so', () => {
    const result = flattenValues(parseJsonValue(JSON.stringify(Array.from({ length: MAX_VALUES + 1 }, (_, i) => i))));
    expect([result.values.length, result.cut]).toEqual([MAX_VALUES, true]);
  });

  it('names what is too long to record instead of cutting it', () => {
    expect(flattenValues(parseJsonValue(JSON.stringify({ prompt: 'x'.repeat(5000) })))).toEqual({ values: [], tooLong: ['prompt'], cut: false });
  });
});
