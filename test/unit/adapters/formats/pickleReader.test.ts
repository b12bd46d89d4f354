import { describe, expect, it } from 'vitest';
import { pickleReader } from '../../../../src/adapters/formats/pickleReader.ts';
import { fixture, readBytes } from './fixtures.ts';
import { Pickle } from './pickle.ts';

const read = (bytes: Uint8Array, name = 'model.pkl'): ReturnType<typeof readBytes> => readBytes(pickleReader, bytes, name);
const pipeline = 'sklearn.linear_model._logistic.LogisticRegression, sklearn.pipeline.Pipeline, sklearn.preprocessing._data.StandardScaler';

describe('the pickle reader', () => {
  it.each(['pipeline.pkl', 'protocol2.pkl', 'protocol0.pkl'])('tells class, version and imports of %s', async (name) => {
    const facts = await read(fixture(`sklearn/${name}`));
    expect(facts?.format).toBe('pickle');
    expect(facts?.facts).toEqual([
      { name: 'class', value: 'sklearn.pipeline.Pipeline' },
      { name: 'scikitLearn', value: '1.9.1' },
      { name: 'pickleImports', value: pipeline },
    ]);
  });

  it('reads joblib, over the arrays between the opcodes', async () => {
    const facts = await read(fixture('sklearn/pipeline.joblib'), 'pipeline.joblib');
    expect(facts?.format).toBe('joblib');
    expect(facts?.facts).toEqual([
      { name: 'class', value: 'sklearn.pipeline.Pipeline' },
      { name: 'scikitLearn', value: '1.9.1' },
      { name: 'pickleImports', value: pipeline },
    ]);
    const forest = await read(fixture('sklearn/forest.joblib'), 'forest.joblib');
    expect(forest?.facts.at(0)).toEqual({ name: 'class', value: 'sklearn.ensemble._forest.RandomForestClassifier' });
  });

  it('flags what would run a command and runs nothing', async () => {
    expect((await read(fixture('sklearn/evil.pkl')))?.facts).toEqual([
      { name: 'unsafeImports', value: 'posix.system' },
      { name: 'pickleImports', value: 'posix.system' },
    ]);
  });

  it.each([
    ['builtins', 'eval'],
    ['__builtin__', 'exec'],
    ['os', 'popen'],
    ['subprocess', 'Popen'],
    ['importlib', 'import_module'],
    ['operator', 'attrgetter'],
    ['runpy', '_run_code'],
  ])('flags %s.%s', async (module, name) => {
    expect((await read(Pickle.call(module, name, []).file()))?.facts).toContainEqual({ name: 'unsafeImports', value: `${module}.${name}` });
  });

  it('cuts at long runs of bytes', async () => {
    const length = 100_000;
    const bytes = Buffer.concat([Buffer.from([0x80, 3, 0x42]), Buffer.from(new Uint32Array([length]).buffer), Buffer.alloc(length), Buffer.from('.')]);
    expect((await read(bytes))?.cuts).toEqual([7, 7 + length]);
  });

  it('keeps what it saw of a pickle that it understands in part, when the name says that it is one', async () => {
    const part = fixture('sklearn/pipeline.pkl').subarray(0, 600);
    const facts = await read(part);
    expect(facts?.facts.at(-1)).toEqual({ name: 'pickle', value: 'understood in part' });
    expect(await read(part, 'notes.dat')).toBeUndefined();
  });

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a text', Buffer.from('Not a pickle at all.\n')],
    ['protocol 9', Buffer.from([0x80, 9, 0x4e, 0x2e])],
    ['a line without end', Buffer.concat([Buffer.from('c'), Buffer.alloc(100_000, 0x61)])],
    ['a mark that is missing', Buffer.from([0x80, 2, 0x75, 0x2e])],
    ['a memo that is empty', Buffer.from([0x80, 2, 0x68, 7, 0x2e])],
    ['a global of numbers', Buffer.from([0x80, 4, 0x4b, 1, 0x4b, 2, 0x93, 0x2e])],
    ['marks without end', Buffer.concat([Buffer.from([0x80, 2]), Buffer.alloc(3_000_000, 0x28)])],
    ['opcodes without end', Buffer.concat([Buffer.from([0x80, 2]), Buffer.alloc(3_000_000, 0x4e), Buffer.from('.')])],
  ])('does not recognise %s', async (_, bytes) => {
    expect(await read(bytes)).toBeUndefined();
  });
});
