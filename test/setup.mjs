// Installs what is missing and skips what is there. For plain Node 20, without any package:
//   node test/setup.mjs [--no-editor]
// Every step leaves either all of its result or nothing that the next run would take for it.
import { pathToFileURL } from 'node:url';
import { browserIsThere, installBrowser } from './setup/browser.mjs';
import { editorIsThere, installEditor } from './setup/editor.mjs';
import { installLinter, linterIsThere } from './setup/lint.mjs';
import { alone } from './setup/lock.mjs';
import { checkMachine, SetupError } from './setup/machine.mjs';
import { installPackages, packagesAreThere } from './setup/packages.mjs';

/**
 * Sets up the packages, and on demand VS Code with a browser (`editor`) and the linter (`lint`). Ends the process with
 * one line when it cannot.
 */
export async function setUp({ editor = false, lint = false }) {
  const steps = [[packagesAreThere, installPackages]];
  if (lint) steps.push([linterIsThere, installLinter]);
  if (editor) steps.push([editorIsThere, installEditor], [browserIsThere, installBrowser]);
  try {
    checkMachine();
    if (steps.every(([isThere]) => isThere())) return;
    await alone(() => {
      for (const [isThere, install] of steps) if (!isThere()) install();
    });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`error: ${error.message}`);
    process.exit(4);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await setUp({ editor: !process.argv.includes('--no-editor'), lint: true });
