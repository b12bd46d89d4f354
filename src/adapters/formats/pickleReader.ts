import type { RangeReader } from '../../core/ports/format.ts';
import { ByteCursor } from './byteCursor.ts';
import { formatReader } from './formatReader.ts';
import { trust } from './headerDoubt.ts';
import { joblibArrayClass, skipJoblibArray } from './joblibArray.ts';
import { ModelFacts } from './modelFacts.ts';
import { addImportFacts } from './pickleImports.ts';
import { PickleMachine } from './pickleMachine.ts';
import type { PickleValue } from './pickleValue.ts';
import { calledName, itemsOf } from './pickleValue.ts';

const fileName = /\.(?:pkl|pickle|pck|p|joblib|sav|pt|pth|bin|ckpt|dill)$/i;
const cutFrom = 64 * 1024;

/**
 * Recognises Python pickles, joblib's among them, and lists what loading one would import, without loading anything. A
 * pickle that is understood only in part keeps the format when its file name says so; the fact `pickle` tells.
 */
export const pickleReader = formatReader('pickle', async (reader, name) => {
  const start = await reader.read(0, 2);
  const binary = start[0] === 0x80 && (start[1] ?? 0) >= 2 && (start[1] ?? 0) <= 5;
  // Protocols 0 and 1 have no magic number.
  if (!binary && !fileName.test(name)) return undefined;
  const scan = await scanPickle(reader);
  if (scan.root === undefined && !(binary && fileName.test(name) && scan.machine.imports.size > 0)) return undefined;
  const joblib = scan.machine.imports.has(joblibArrayClass);
  const facts = new ModelFacts();
  facts.add('class', className(scan.root));
  facts.add('scikitLearn', scan.machine.notes.get('_sklearn_version'));
  addImportFacts(facts, scan.machine.imports);
  if (scan.root === undefined) facts.add('pickle', 'understood in part');
  return {
    format: joblib ? 'joblib' : 'pickle',
    media: joblib ? 'application/vnd.joblib' : 'application/vnd.python.pickle',
    tensors: [],
    dtypes: [],
    facts: facts.all(),
    cuts: cutsAround(scan.places),
  };
});

function className(root: PickleValue | undefined): string | undefined {
  const called = calledName(root);
  if (called === undefined || !/^copy_?reg\._reconstructor$/.test(called)) return called;
  // Protocols 0 and 1 call this function with the class.
  const [made] = root?.kind === 'call' ? itemsOf(root.args) : [];
  return made?.kind === 'global' ? made.name : undefined;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

async function scanPickle(reader: RangeReader): Promise<{ root: PickleValue | undefined; machine: PickleMachine; places: Place[] }> {
  const arrays: Place[] = [];
  const cursor = new ByteCursor(reader);
  const machine = new PickleMachine({
    watched: ['_sklearn_version'],
    onBuild: async (object) => {
      const array = await skipJoblibArray(object, cursor);
      if (array !== undefined) arrays.push(array);
    },
  });
  let root: PickleValue | undefined;
  try {
    const value = await machine.run(cursor);
    trust(cursor.at === cursor.end, 'bytes after the pickle');
    root = value;
  } catch {
    // What was seen until here is worth telling; a failure of the file itself is thrown by formatReader.
  }
  return { root, machine, places: [...arrays, ...machine.longBytes].sort((a, b) => a.start - b.start) };
}

function cutsAround(places: readonly Place[]): number[] {
  const edges = places.filter(({ start, end }) => end - start >= cutFrom).flatMap(({ start, end }) => [start, end]);
  return [...new Set(edges)];
}
