// Installs what is missing and skips what is there. For plain Node 20, without any package:
//   node test/setup.mjs [--no-editor]
// Every step leaves either all of its result or nothing that the next run would take for it.
import { pathToFileURL } from 'node:url';
import { browserIsThere, installBrowser } from './setup/browser.mjs';
import { editorIsThere, installEditor } from './setup/editor.mjs';
import { alone } from './setup/lock.mjs';
import { checkMachine, SetupError } from './setup/machine.mjs';
import { installPackages, packagesAreThere } from './setup/packages.mjs';

/** Sets everything up; `editor` is about VS Code and its browser. Ends the process with one line when it cannot. */
export async function setUp({ editor }) {
  try {
    checkMachine();
    if (isComplete(editor)) return;
    await alone(() => {
      if (!packagesAreThere()) installPackages();
      if (editor && !editorIsThere()) installEditor();
      if (editor && !browserIsThere()) installBrowser();
    });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`error: ${error.message}`);
    process.exit(4);
  }
}

function isComplete(editor) {
  return packagesAreThere() && (!editor || (editorIsThere() && browserIsThere()));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await setUp({ editor: !process.argv.includes('--no-editor') });
