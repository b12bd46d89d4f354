import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { computedImports, importTable, type Layer, reservedModules } from './importTable.ts';
import { computed } from './readImports.ts';

/** Why a file of `src` or `webview` may not import a module; undefined when it may. */
export function forbiddenImport(file: string, imported: string): string | undefined {
  const layer = layerOf(file);
  if (layer === undefined) return 'the folder has no row in test/house/importTable.ts';
  if (imported === computed) return computedImports[file] === undefined ? 'what it loads is known only at run time' : undefined;
  if (imported.startsWith('.')) return forbiddenFile(layer, file, posix.join(posix.dirname(file), imported));
  if (imported.startsWith('node:') || builtinModules.includes(imported)) return forbiddenBuiltin(layer, file, imported);
  const name = imported.split('/').slice(0, imported.startsWith('@') ? 2 : 1).join('/');
  return layer.packages.includes(name) ? undefined : `${layer.folder} may not import the package ${name}`;
}

function forbiddenFile(layer: Layer, file: string, target: string): string | undefined {
  if (isIn(target, ownFolder(layer, file)) || layer.ours.some((folder) => isIn(target, folder))) return undefined;
  return `${ownFolder(layer, file)} may not import ${target}`;
}

function forbiddenBuiltin(layer: Layer, file: string, imported: string): string | undefined {
  if (!imported.startsWith('node:')) return `write node:${imported}`;
  const owner = reservedModules[imported];
  if (owner !== undefined && !isIn(file, owner)) return `only ${owner} may import ${imported}`;
  return layer.node ? undefined : `${layer.folder} may not import from Node`;
}

function layerOf(file: string): Layer | undefined {
  return importTable.find(({ folder }) => isIn(file, folder) || (folder.endsWith('/*') && file.startsWith(folder.slice(0, -1))));
}

/** `src/adapters/*` as the one adapter that the file belongs to. */
function ownFolder(layer: Layer, file: string): string {
  if (!layer.folder.endsWith('/*')) return layer.folder;
  return file.split('/').slice(0, layer.folder.split('/').length).join('/');
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path === `${folder}.ts`;
}
