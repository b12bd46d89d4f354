import type { ModelFacts } from './modelFacts.ts';

const dangerousModules = new Set([
  'os', 'posix', 'nt', 'subprocess', 'commands', 'pty', 'sys', 'socket', 'shutil', 'runpy', 'importlib', 'imp', 'ctypes', 'code', 'codeop',
  'webbrowser', 'timeit', 'pdb', 'bdb', 'profile', 'cProfile', 'trace', 'multiprocessing', 'signal', 'threading', 'asyncio', 'marshal',
  'tempfile', 'pip', 'requests', 'urllib', 'http', 'ssl', 'platform', 'venv', 'pydoc', 'doctest', 'zipimport', 'pathlib', 'io',
]);
const dangerousNames = new Set(
  ['eval', 'exec', 'execfile', 'compile', 'open', 'input', '__import__', 'getattr', 'setattr', 'delattr', 'globals', 'locals', 'vars', 'apply', 'breakpoint', 'map', 'filter'].flatMap((name) => [
    `builtins.${name}`,
    `__builtin__.${name}`,
    `__builtins__.${name}`,
  ]),
);
const dangerousPrefixes = ['operator.attrgetter', 'operator.methodcaller', 'operator.itemgetter', 'functools.partial', 'functools.reduce', 'types.', 'cloudpickle.', 'dill.', 'numpy.testing.', 'torch.hub.', 'torch.jit._script.', 'copyreg.extension'];

/** What `torch.load(weights_only=True)` takes too: tensors, and the containers and numbers around them. */
const plainNames = new Set([
  'collections.OrderedDict', 'collections.defaultdict', 'collections.Counter', '_codecs.encode', 'torch.Size', 'torch.device', 'torch.nn.parameter.Parameter',
  'torch.storage.UntypedStorage', 'torch.storage._UntypedStorage', 'torch.serialization._get_layout',
  'copyreg._reconstructor', 'copy_reg._reconstructor', 'joblib.numpy_pickle.NumpyArrayWrapper',
  'numpy.dtype', 'numpy.ndarray',
  ...['set', 'frozenset', 'dict', 'list', 'tuple', 'complex', 'bytearray', 'slice', 'int', 'float', 'str', 'bool', 'object'].flatMap((name) => [`builtins.${name}`, `__builtin__.${name}`]),
]);
const plainPattern = /^(?:torch\._utils\._rebuild_(?:tensor|tensor_v2|tensor_v3|parameter|parameter_with_state)|torch\._tensor\._rebuild_from_type_v2|torch\.[A-Z][A-Za-z0-9]*Storage|torch\.[a-z]+[0-9]+[a-z0-9_]*|torch\.bool|numpy\._?core\.multiarray\.(?:_reconstruct|scalar)|numpy\.dtypes\.[A-Za-z0-9]+)$/;

/** True for what every pickle of tensors imports and what does nothing but hold data. */
export function isPlainImport(name: string): boolean {
  return plainNames.has(name) || plainPattern.test(name);
}

/** True for what can run code, open files or reach the network when the pickle is loaded. */
export function isDangerousImport(name: string): boolean {
  const top = name.slice(0, name.indexOf('.'));
  return dangerousModules.has(top) || dangerousNames.has(name) || dangerousPrefixes.some((prefix) => name.startsWith(prefix));
}

/** Adds `pickleImports` and `unsafeImports`, the facts about what loading a pickle would import. */
export function addImportFacts(facts: ModelFacts, imports: Iterable<string>): void {
  const all = [...imports].sort();
  facts.addList('unsafeImports', all.filter(isDangerousImport));
  facts.addList('pickleImports', all.filter((name) => !isPlainImport(name)));
}
