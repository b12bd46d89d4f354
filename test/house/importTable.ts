/** What one layer may import, besides its own files. */
export interface Layer {
  /** Folder under the root; `*` stands for one folder name, and such folders never see each other. */
  readonly folder: string;
  /** Folders of ours. */
  readonly ours: readonly string[];
  /** Whether Node's own modules are allowed. */
  readonly node: boolean;
  /** Packages from npm (`vscode` is the editor's). */
  readonly packages: readonly string[];
}

/** Who may import what. The order of growth is from the top down: nobody imports a row below its own. */
export const importTable: readonly Layer[] = [
  { folder: 'src/core', ours: [], node: false, packages: [] },
  { folder: 'src/adapters/sqlite', ours: ['src/core'], node: true, packages: ['better-sqlite3'] },
  { folder: 'src/adapters/lineage', ours: ['src/core'], node: true, packages: ['simple-git', 'yaml', 'jsonc-parser', 'toml-eslint-parser'] },
  { folder: 'src/adapters/archive', ours: ['src/core'], node: true, packages: ['tar'] },
  { folder: 'src/adapters/remote', ours: ['src/core'], node: true, packages: ['@aws-sdk/client-s3', '@aws-sdk/credential-providers'] },
  { folder: 'src/adapters/*', ours: ['src/core'], node: true, packages: ['jsonc-parser', 'yaml'] },
  { folder: 'src/registry', ours: ['src/core', 'src/adapters'], node: true, packages: [] },
  { folder: 'src/rpc', ours: ['src/core'], node: false, packages: ['vscode-jsonrpc', 'valibot'] },
  { folder: 'src/sidecar', ours: ['src/rpc', 'src/registry', 'src/core'], node: true, packages: [] },
  { folder: 'src/cli', ours: ['src/registry', 'src/core', 'package.json'], node: true, packages: ['commander'] },
  { folder: 'src/extension', ours: ['src/rpc', 'src/core'], node: true, packages: ['vscode', 'jsonc-parser'] },
  { folder: 'webview', ours: ['src/rpc/webviewMessages', 'src/rpc/auditMessages', 'src/rpc/requestMessages', 'src/core'], node: false, packages: ['@vscode/webview-ui-toolkit'] },
];

/** Files that load a module by a name known only at run time, and which one it is. */
export const computedImports: Readonly<Record<string, string>> = { 'src/cli/main.ts': 'the program, a bundle beside it' };

/** Modules of Node that only one folder may import. */
export const reservedModules: Readonly<Record<string, string>> = { 'node:sqlite': 'src/adapters/sqlite' };
