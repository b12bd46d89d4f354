import { existsSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** `statfs(2)` magic numbers of file systems on which SQLite's locks cannot be trusted. */
const NETWORK: Readonly<Record<number, string>> = {
  0x6969: 'nfs',
  0x517b: 'smb',
  0xff534d42: 'cifs',
  0xfe534d42: 'smb2',
  0x0bd00bd0: 'lustre',
  0x47504653: 'gpfs',
  0x19830326: 'beegfs',
  0x01021997: '9p',
  0x65735546: 'fuse',
  0x00c36400: 'ceph',
  0x5346414f: 'afs',
};

/**
 * Name of the network file system that a folder lies on, or undefined for a local one. `MODELKEEP_FSTYPE` overrides it
 * (`local`, `nfs`, …), for tests and for mounts that are not what they say.
 */
export function networkFileSystem(folder: string, env: { readonly [name: string]: string | undefined }): string | undefined {
  const said = env['MODELKEEP_FSTYPE'];
  if (said !== undefined && said !== '') return said === 'local' ? undefined : said;
  try {
    return NETWORK[Number(statfsSync(folder, { bigint: true }).type & 0xffffffffn)];
  } catch {
    return undefined;
  }
}

/** Folder names and marker files by which a synchronised folder is known. */
const SYNC_NAMES: readonly (readonly [pattern: RegExp, program: string])[] = [
  [/^Dropbox( \(.*\))?$/, 'Dropbox'],
  [/^OneDrive( ?- .*)?$/, 'OneDrive'],
  [/^(com~apple~CloudDocs|Mobile Documents)$/, 'iCloud Drive'],
  [/^(Google Drive|GoogleDrive.*|My Drive)$/, 'Google Drive'],
];
const SYNC_MARKERS: readonly (readonly [marker: string, program: string])[] = [
  ['.dropbox', 'Dropbox'],
  ['.dropbox.cache', 'Dropbox'],
  ['.stfolder', 'Syncthing'],
  ['.849C9593-D756-4E56-8D6E-42412F2A707B', 'OneDrive'],
];

/** Name of the program that synchronises this folder, or undefined. Such folders have no put-if-absent between machines. */
export function syncProgram(named: string): string | undefined {
  const folder = realOrSame(named);
  const byName = folder.split(sep).flatMap((part) => SYNC_NAMES.filter(([pattern]) => pattern.test(part)).map(([, program]) => program))[0];
  if (byName !== undefined) return byName;
  for (let at = folder; ; at = dirname(at)) {
    const marked = SYNC_MARKERS.find(([marker]) => isMarker(join(at, marker)));
    if (marked !== undefined) return marked[1];
    if (dirname(at) === at) return undefined;
  }
}

/** `~/.dropbox` is a folder, the program's own settings: it marks nothing. */
function isMarker(path: string): boolean {
  return existsSync(path) && !(path.endsWith(`${sep}.dropbox`) && statSync(path).isDirectory());
}

function realOrSame(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
