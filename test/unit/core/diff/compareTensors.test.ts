import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTensors } from '../../../../src/core/diff/compareTensors.ts';
import type { TensorDigest } from '../../../../src/core/model/manifest.ts';
import { file, hex, side, tensor } from './sides.ts';

function compare(from: readonly TensorDigest[], to: readonly TensorDigest[], most = 100) {
  return compareTensors(side({ files: [file('m.st', 'a', from)] }), side({ files: [file('m.st', 'b', to)] }), most);
}

describe('tensors compared', () => {
  it('tells added, removed, renamed, reshaped, retyped, changed and same apart', () => {
    const found = compare(
      [tensor('gone', '1'), tensor('old', '2'), tensor('shape', '3', [4]), tensor('type', '4'), tensor('value', '5'), tensor('same', '6')],
      [tensor('fresh', '7'), tensor('new', '2'), tensor('shape', '3', [2, 2]), tensor('type', '8', [2, 2], 'BF16'), tensor('value', '9'), tensor('same', '6')],
    );
    expect(found.entries.changes.map(({ name, change, before }) => [name, change, before])).toEqual([
      ['shape', 'reshaped', undefined],
      ['type', 'retyped', undefined],
      ['value', 'changed', undefined],
      ['fresh', 'added', undefined],
      ['new', 'renamed', 'old'],
      ['gone', 'removed', undefined],
    ]);
    expect(found.summary).toMatchObject({ state: 'changed', total: 7, differs: 6, counts: { same: 1, renamed: 1 } });
  });

  it('groups by layer, and by what comes before the last part, in natural order', () => {
    const names = ['model.layers.10.mlp.w', 'model.layers.2.mlp.w', 'model.layers.2.attn.w', 'lm_head.weight', 'model.embed.weight', 'bias', 'blk/0/w'];
    const { modules } = compare(names.map((name) => tensor(name, 'x')), names.map((name) => tensor(name, name.includes('2') ? 'y' : 'x'))).entries;
    expect(modules.map(({ module, total, counts }) => [module, total, counts['changed'] ?? 0])).toEqual([
      ['bias', 1, 0],
      ['blk/0', 1, 0],
      ['lm_head', 1, 0],
      ['model.embed', 1, 0],
      ['model.layers.2', 2, 2],
      ['model.layers.10', 1, 0],
    ]);
    expect(modules[4]).toMatchObject({ series: 'model.layers', index: 2 });
  });

  it('follows a tensor into another shard, and keeps equal names of two files apart', () => {
    const shards = compareTensors(side({ files: [file('1.st', 'a', [tensor('x', '1'), tensor('y', '2')]), file('2.st', 'b', [])] }), side({ files: [file('1.st', 'c', [tensor('x', '1')]), file('2.st', 'd', [tensor('y', '2')])] }), 9);
    expect(shards.summary).toMatchObject({ state: 'same', counts: { same: 2 } });
    const twins = compareTensors(side({ files: [file('dec.st', 'a', [tensor('w', '1')]), file('enc.st', 'b', [tensor('w', '2')])] }), side({ files: [file('dec.st', 'a', [tensor('w', '1')]), file('enc.st', 'c', [tensor('w', '3')])] }), 9);
    expect(twins.entries.changes).toMatchObject([{ name: 'w', change: 'changed', to: { file: 'enc.st' } }]);
  });

  it('finds no renaming between other types or shapes of the same bytes', () => {
    expect(compare([tensor('a', '1', [4])], [tensor('b', '1', [2, 2])]).summary.counts).toEqual({ added: 1, removed: 1 });
  });

  it('says of a table that could not be read that it is unknown, unless the file is the same', () => {
    const large = { ...file('m.st', 'a'), tensorTable: hex('table') };
    const read = { ...file('m.st', 'b'), tensorTable: hex('other') };
    const more = { tensorTables: new Map([[hex('other'), [tensor('w', '1')]]]) };
    expect(compareTensors(side({ files: [large] }), side({ files: [read], more }), 9).summary).toMatchObject({ state: 'unknown', total: 0, unknown: [{ side: 'from', code: 'notRead' }] });
    expect(compareTensors(side({ files: [large] }), side({ files: [large] }), 9).summary).toMatchObject({ state: 'none', unknown: [] });
    expect(compareTensors(side({ files: [file('m.st', 'z')] }), side({ files: [read], more }), 9).summary).toMatchObject({ state: 'unknown', unknown: [{ side: 'from' }] });
  });

  it('pairs by name whatever the order of the tensors in the file', () => {
    const names = Array.from({ length: 40 }, (_, i) => `h.${i}.w`);
    fc.assert(
      fc.property(fc.shuffledSubarray(names), fc.shuffledSubarray(names), (from, to) => {
        const both = to.filter((name) => from.includes(name)).length;
        const { counts } = compare(from.map((name) => tensor(name, name)), to.map((name) => tensor(name, name))).summary;
        expect([counts['same'] ?? 0, counts['added'] ?? 0, counts['removed'] ?? 0]).toEqual([both, to.length - both, from.length - both]);
      }),
    );
  });

  it('lists no more than asked and counts all', () => {
    const found = compare([], Array.from({ length: 50 }, (_, i) => tensor(`t${i}`, `${i}`)), 10);
    expect([found.entries.changes.length, found.summary.counts['added']]).toEqual([10, 50]);
  });

  it('pairs names that objects have of themselves, and names that come twice', () => {
    const names = ['__proto__', 'constructor', 'w', 'w'];
    expect(compare(names.map((name) => tensor(name, 'x')), names.map((name) => tensor(name, 'x'))).summary.counts).toEqual({ same: 4 });
  });
});
