import { shellQuote } from './shellQuote.ts';

/** By which a launcher of ours is told from a program of that name. */
export const LAUNCHER_MARK = '# Modelkeep command line launcher';

/** What is known when the launcher is installed; used when nothing newer is found. */
export interface InstalledLauncher {
  readonly home: string;
  /** Folder of the extension. */
  readonly extension: string;
  readonly runtime: string;
}

/** Servers of VS Code and its kin, relative to the home folder: where they keep their Node. */
const SERVERS = ['.vscode-server', '.vscode-server-insiders', '.vscode-remote', '.vscode-oss-server', '.vscodium-server', '.cursor-server', '.windsurf-server', '.positron-server', '.kiro-server', '.trae-server'];
/** Folders of extensions, relative to the home folder. */
const EXTENSIONS = [...SERVERS, '.vscode', '.vscode-insiders', '.vscode-oss', '.cursor', '.windsurf', '.positron', '.local/share/code-server'];

/** The runtimes in one server's folder, as patterns of the shell. */
function runtimesOf(server: string): readonly string[] {
  const at = `"$home"/${server}`;
  return [`${at}/bin/*/node`, `${at}/cli/servers/*/server/node`];
}

/**
 * `modelkeep` for tmux, cron and batch jobs: plain POSIX sh that finds, when it is called, the newest Modelkeep among the
 * extensions and the newest runtime with Node-API 10 among VS Code's servers and Node. Works with an empty environment.
 */
export function installedLauncher({ home, extension, runtime }: InstalledLauncher): string {
  const scripts = EXTENSIONS.map((folder) => `"$home"/${folder}/extensions/modelkeep.modelkeep-*/dist/cli.js`);
  const runtimes = [
    ...SERVERS.flatMap(runtimesOf),
    '"$home"/.local/lib/code-server-*/lib/node',
    '/usr/lib/code-server/lib/node',
    '/opt/code-server/lib/node',
    '"$home"/.nvm/versions/node/*/bin/node',
    '"$home"/.volta/tools/image/node/*/bin/node',
    '"$home"/.local/share/fnm/node-versions/*/installation/bin/node',
    '"$home"/.local/share/mise/installs/node/*/bin/node',
    '"$home"/.asdf/installs/nodejs/*/bin/node',
    '/opt/homebrew/bin/node',
    '/usr/local/bin/node',
    '/usr/bin/node',
  ];
  return `#!/bin/sh
${LAUNCHER_MARK}
PATH=\${PATH:-/usr/local/bin:/usr/bin:/bin}
home=\${HOME:-${shellQuote(home)}}
unset NODE_OPTIONS
ELECTRON_RUN_AS_NODE=1 # the desktop editor's own program is a runtime too, when told so
export ELECTRON_RUN_AS_NODE

# Each update of an editor brings a runtime and a folder of the extension of its own: the newest by time is the one.
script=$(ls -1td ${scripts.join(' ')} ${shellQuote(`${extension}/dist/cli.js`)} 2>/dev/null | head -n 1)
if [ -z "$script" ]; then
  echo "error: the Modelkeep extension is not where it was" >&2
  echo "  Install it again, then run Models: Install Command Line Tool." >&2
  exit 4
fi

candidates=$(ls -1td ${runtimes.join(' ')} 2>/dev/null; command -v node; echo ${shellQuote(runtime)})
set -f
IFS='
'
for candidate in $candidates; do
  [ -x "$candidate" ] || continue
  [ "$("$candidate" -p 'process.versions.napi >= 10' 2>/dev/null)" = true ] && exec "$candidate" "$script" "$@"
done
echo "error: no runtime was found that is new enough for Modelkeep" >&2
echo "  Install Node 22.14 or later, or open this machine once in VS Code." >&2
exit 4
`;
}
