import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headAt, parseHeadReflog, readHeadReflog } from '../../../../../src/adapters/lineage/git/headReflog.ts';
import { temporaryFolder } from './sampleRepository.ts';

const id = (letter: string): string => letter.repeat(40);
const line = (from: string, to: string, at: number, message: string): string => `${id(from)} ${id(to)} Ada <ada@example.org> ${at} +0100\t${message}`;

describe('the reflog of HEAD', () => {
  const moves = parseHeadReflog([line('0', 'a', 100, 'commit (initial): x'), line('a', 'b', 200, 'checkout: moving from main to sweep'), 'rubbish', line('b', 'c', 300, 'commit: y')]);

  it('tells where HEAD was at a moment, a move in the same second included', () => {
    expect(headAt(moves, 99_999)).toBeUndefined();
    expect(headAt(moves, 100_000)).toEqual({ commit: id('a'), checkout: 'main' });
    expect(headAt(moves, 250_000)).toEqual({ commit: id('b'), checkout: 'sweep' });
    expect(headAt(moves, 300_400)).toEqual({ commit: id('c'), checkout: 'sweep' });
  });

  it('tells nothing of a moment at which no commit was checked out', () => {
    expect(headAt(parseHeadReflog([line('a', '0', 100, 'x')]), 200_000)).toBeUndefined();
    expect(headAt([], 1)).toBeUndefined();
  });

  it('is read from its newest 4 MiB, and from nothing when there is none', async () => {
    const folder = temporaryFolder();
    expect(await readHeadReflog(folder)).toEqual([]);
    mkdirSync(join(folder, 'logs'));
    const place = join(folder, 'logs/HEAD');
    writeFileSync(place, `${line('0', 'a', 1, 'x'.repeat(900))}\n`.repeat(5_000));
    appendFileSync(place, `${line('a', 'b', 2, 'last')}\n`);
    const read = await readHeadReflog(folder);
    expect(read.length).toBeLessThan(5_000);
    expect(read.at(-1)).toEqual({ from: id('a'), to: id('b'), at: 2, message: 'last' });
  });

  it('survives any text', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => void headAt(parseHeadReflog(lines), 5)));
  });
});
