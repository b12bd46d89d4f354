import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { VersionDiff } from '../../core/diff/versionDiff.ts';
import type { FromComparePage } from '../../rpc/webviewMessages.ts';
import { isInside } from '../commands/isInside.ts';
import { pathKind } from '../pathKind.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { ComparePanelServices } from './comparePanelServices.ts';

type Opening = FromComparePage & { readonly type: 'openFile' | 'openAll' };

/** A file that is opened: where it is on either side; a former path is that of the left side. */
interface ComparedFile {
  readonly path: string;
  readonly before?: string;
  readonly change: string;
}

/** More than these in one multi-diff help nobody. */
const MOST_FILES = 500;

/** Opens one file, or all that differ, in the editor's own diff, exactly as they were at the two states. */
export async function openCompared(message: Opening, diff: VersionDiff, cwd: string, services: ComparePanelServices): Promise<void> {
  const between = `${short(diff.from)} ↔ ${short(diff.to)}`;
  const folder = diff.to.id === undefined ? await presentFolder(message, diff, cwd, services) : undefined;
  const left = (file: ComparedFile): vscode.Uri => document(message, diff.from.ref, file.before ?? file.path, cwd, services);
  const right = (file: ComparedFile): vscode.Uri => (folder === undefined ? document(message, diff.to.ref, file.path, cwd, services) : vscode.Uri.file(join(folder, file.path)));
  if (message.type === 'openFile') {
    const there = folder === undefined || (isInside(join(folder, message.path), folder) && (await pathKind(join(folder, message.path))) === 'file');
    const file: ComparedFile = { path: message.path, change: 'changed', ...(message.before === undefined ? {} : { before: message.before }) };
    await vscode.commands.executeCommand('vscode.diff', left(file), there ? right(file) : document(message, diff.from.ref, '\u2014', cwd, services), inertLabel(`${file.path} (${between})`));
    return;
  }
  const files = differingFiles(message, diff).slice(0, MOST_FILES);
  const resources = files.map((file) => [right(file), file.change === 'added' ? undefined : left(file), file.change === 'removed' ? undefined : right(file)]);
  await vscode.commands.executeCommand('vscode.changes', inertLabel(`${message.of === 'code' ? t('Code') : t('Files')} ${between}`), resources);
}

function short({ id, number, ref }: VersionDiff['from']): string {
  return id === undefined ? t('Workspace') : number === undefined ? ref : `v${number}`;
}

function document({ of, repository }: Opening, ref: string, path: string, cwd: string, { documents }: ComparePanelServices): vscode.Uri {
  return documents.address({ kind: 'file', cwd, ref, of, repository, path });
}

function differingFiles({ of, repository }: Opening, diff: VersionDiff): readonly ComparedFile[] {
  if (of === 'artifact') return diff.files.filter(({ change, path, from, to }) => change !== 'same' && isText(path) && (from?.size ?? 0) < 8e6 && (to?.size ?? 0) < 8e6);
  const change = diff.code.find((one) => one.repository === repository);
  const committed = change?.between?.files ?? [];
  const known = new Set(committed.map(({ path }) => path));
  const open = (change?.uncommittedFiles ?? []).filter(({ path, state }) => !known.has(path) && state !== 'same');
  // An uncommitted edit can bring back what the commits took away: both sides are looked at.
  return [...committed.map((file) => ({ ...file, change: file.change === 'removed' && change?.uncommittedFiles.some(({ path }) => path === file.path) === true ? 'changed' : file.change })), ...open.map(({ path }) => ({ path, change: 'changed' }))];
}

function isText(path: string): boolean {
  return /\.(?:json|jsonl|txt|md|ya?ml|toml|ini|cfg|csv|tsv|xml|html?|py|jinja2?|sh|vocab|merges)$|(?:^|\/)(?:MLmodel|LICENSE|README)$/i.test(path);
}

/** Where the files of the workspace's side lie: the folder of the version's files, or the top of the repository. */
async function presentFolder({ of, repository }: Opening, diff: VersionDiff, cwd: string, { runner }: ComparePanelServices): Promise<string> {
  if (of === 'artifact') return join(cwd, (await runner.run('showVersion', { cwd, ref: diff.from.ref })).folder ?? '.');
  const start = repository === '.' ? cwd : join(cwd, repository);
  for (let at = start; dirname(at) !== at; at = dirname(at)) if ((await pathKind(join(at, '.git'))) !== undefined) return at;
  return start;
}
