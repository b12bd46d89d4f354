// The real VS Code: the server and web workbench that the npm package code-server carries.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, npm } from './machine.mjs';

const version = '4.139.1';
const folder = join(cache, `code-server-${version}`);

/** The folder with VS Code's server in it (`out/server-main.js`). */
export const vscodeServer = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

export function editorIsThere() {
  return existsSync(vscodeServer);
}

/** Unpacks it under a name that nobody looks for, then renames: a killed set-up leaves no half editor. */
export function installEditor() {
  console.error('setup: unpacking VS Code (about 20 s, once)');
  const fresh = `${folder}.partial`;
  for (const name of readdirSync(cache)) if (name.startsWith('code-server-')) rmSync(join(cache, name), { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), '{"private":true}\n');
  const sentence = 'VS Code could not be unpacked';
  npm(['install', `code-server@${version}`, '--no-package-lock'], fresh, sentence);
  const server = join(fresh, 'node_modules', 'code-server', 'lib', 'vscode');
  npm(['install', '--omit=dev'], server, sentence);
  npm(['install', '--omit=dev'], join(server, 'extensions'), sentence);
  renameSync(fresh, folder);
}
