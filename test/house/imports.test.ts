import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forbiddenImport } from './forbiddenImport.ts';
import { importCircles } from './importCircles.ts';
import { readImports } from './readImports.ts';
import { root, sourceFiles } from './sourceFiles.ts';

describe('the import table', () => {
  it('is kept by every file of src and webview', () => {
    const found = [...sourceFiles('src'), ...sourceFiles('webview')].flatMap((file) =>
      readImports(file, readFileSync(join(root, file), 'utf8')).flatMap((imported) => {
        const reason = forbiddenImport(file, imported);
        return reason === undefined ? [] : [`${file} imports ${imported}: ${reason}`];
      }),
    );
    expect(found).toEqual([]);
  });

  it('has no two files that import each other, however far round', () => {
    expect(importCircles([...sourceFiles('src'), ...sourceFiles('webview')])).toEqual([]);
    const far: Readonly<Record<string, readonly string[]>> = { a: ['b'], b: ['c'], c: ['d', 'b'], d: ['e'], e: ['d', 'a'], f: ['a'] };
    expect(importCircles(Object.keys(far), (file) => far[file] ?? [])).toEqual([['a', 'b', 'c', 'd', 'e']]);
  });

  it('names its extension in every import of ours', () => {
    const found = [...sourceFiles('src'), ...sourceFiles('webview')].flatMap((file) =>
      readImports(file, readFileSync(join(root, file), 'utf8'))
        .filter((imported) => imported.startsWith('.') && !/\.(ts|css|json)$/.test(imported))
        .map((imported) => `${file} imports ${imported}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['src/core/model/names.ts', 'node:crypto'],
    ['src/core/model/names.ts', '../../adapters/sqlite/schema.ts'],
    ['src/core/model/names.ts', 'valibot'],
    ['src/adapters/log/folderLog.ts', '../sqlite/schema.ts'],
    ['src/adapters/log/folderLog.ts', 'node:sqlite'],
    ['src/adapters/log/folderLog.ts', 'better-sqlite3'],
    ['src/adapters/log/folderLog.ts', '@aws-sdk/client-s3'],
    ['src/registry/openRegistry.ts', 'vscode'],
    ['src/registry/openRegistry.ts', '@aws-sdk/client-s3'],
    ['src/rpc/methods.ts', '../adapters/sqlite/schema.ts'],
    ['src/sidecar/main.ts', '../adapters/sqlite/schema.ts'],
    ['src/cli/main.ts', '../adapters/sqlite/schema.ts'],
    ['src/cli/main.ts', '../rpc/methods.ts'],
    ['src/extension/extension.ts', '../registry/openRegistry.ts'],
    ['src/extension/extension.ts', 'fs'],
    ['webview/compare/main.ts', '../../src/rpc/methods.ts'],
    ['webview/compare/main.ts', 'node:path'],
    ['src/elsewhere/new.ts', '../core/errors.ts'],
  ])('refuses %s importing %s', (file, imported) => {
    expect(forbiddenImport(file, imported)).toBeDefined();
  });

  it('reads every way to import', () => {
    const text = `
      import a from 'a'; import type { B } from 'b'; import 'c'; export { d } from 'd'; export * from 'e';
      const f = await import('f'); type G = import('g').G; import h = require('h'); const i = require('i');
      const j = process.getBuiltinModule('j'); const k = await import(name); require.resolve('l');
      // import 'comment'
      const text = "import 'string'"; export const own = 1;`;
    expect(readImports('any.ts', text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', '(computed)', 'l']);
  });
});
