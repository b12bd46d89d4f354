import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { OperationRunner } from '../../core/operations/operations.ts';
import type { ProjectState } from '../../core/operations/place.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import type { Project } from './project.ts';

/** Folders that hold other people's `modelkeep.json`, or none. */
const ELSEWHERE = '**/{node_modules,.git,.venv,venv,site-packages,.modelkeep}/**';
/** More projects than this in one window are not looked for. */
const MOST_PROJECTS = 50;

/** The projects of the window: each workspace folder, and each folder below with a `modelkeep.json` of its own. */
export class Projects implements vscode.Disposable {
  readonly #runner: OperationRunner;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #found = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #known: readonly Project[] | undefined;
  #looking: Promise<readonly Project[]> | undefined;
  /** Counts what was forgotten, so that a look that began before is not taken for the truth after. */
  #age = 0;

  /** The files that tell which projects there are have changed. */
  readonly onDidChange = this.#changed.event;
  /** What is known of them has been found out. */
  readonly onDidFind = this.#found.event;

  constructor(runner: OperationRunner, log: vscode.LogOutputChannel) {
    this.#runner = runner;
    this.#log = log;
    const watcher = vscode.workspace.createFileSystemWatcher('**/modelkeep.json');
    const forget = (): void => this.forget();
    this.#subscriptions = [
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
      this.#changed,
      this.#found,
    ];
  }

  /** What was found last; undefined before the first look. */
  get known(): readonly Project[] | undefined {
    return this.#known;
  }

  /** The projects, looked for when they are not known. @throws RegistryError when a folder cannot be looked at */
  async list(): Promise<readonly Project[]> {
    if (this.#known !== undefined) return this.#known;
    if (this.#looking === undefined) {
      const looking = this.#look().finally(() => {
        if (this.#looking === looking) this.#looking = undefined;
      });
      this.#looking = looking;
    }
    return this.#looking;
  }

  /** Those with a registry on this machine. */
  async ready(): Promise<readonly Project[]> {
    return (await this.list()).filter((project) => project.state.state === 'ready');
  }

  /** Everything must be looked at again. */
  forget(): void {
    this.#known = undefined;
    this.#looking = undefined;
    this.#age += 1;
    this.#changed.fire();
  }

  /** The workspace folders' own projects at once; those below them when the search, which may take its time, has found some. */
  async #look(): Promise<readonly Project[]> {
    const age = this.#age;
    const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file').map((folder) => folder.uri.fsPath);
    const known = distinct(await Promise.all(folders.map((cwd) => this.#projectAt(cwd))));
    if (this.#age !== age) return known;
    this.#known = known;
    this.#found.fire();
    if (folders.length > 0) void this.#lookBelow(known, age);
    return known;
  }

  async #lookBelow(above: readonly Project[], age: number): Promise<void> {
    try {
      const found = await vscode.workspace.findFiles('**/modelkeep.json', ELSEWHERE, MOST_PROJECTS);
      const places = found.filter((file) => file.scheme === 'file').map((file) => dirname(file.fsPath)).filter((cwd) => !above.some((project) => project.cwd === cwd));
      const below = await Promise.all(places.map((cwd) => this.#projectAt(cwd)));
      if (below.length === 0 || this.#age !== age) return;
      this.#known = distinct([...above, ...below]);
      this.#changed.fire();
    } catch (error) {
      this.#log.warn(`Projects below the workspace folders are not known: ${String(error)}`);
    }
  }

  async #projectAt(cwd: string): Promise<Project> {
    const state = await this.#runner.run('projectState', { cwd });
    return { cwd: state.state === 'none' ? cwd : dirname(configOf(state)), name: nameOf(state, cwd), state };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function configOf(state: Exclude<ProjectState, { state: 'none' }>): string {
  return state.state === 'ready' ? state.place.config : state.config;
}

function nameOf(state: ProjectState, cwd: string): string {
  return inertLabel((state.state === 'ready' ? state.place.name : '') || (cwd.split(/[\\/]/).findLast((part) => part !== '') ?? cwd), 128);
}

/** One project per `modelkeep.json`: two folders of a workspace may lie in one project. */
function distinct(projects: readonly Project[]): readonly Project[] {
  const byFolder = new Map<string, Project>();
  for (const project of projects) if (!byFolder.has(project.cwd)) byFolder.set(project.cwd, project);
  return [...byFolder.values()].toSorted((a, b) => (a.cwd < b.cwd ? -1 : 1));
}
