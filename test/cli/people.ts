import { writeFileSync } from 'node:fs';
import { newProject, type Project, type RunOptions } from './project.ts';

/** Somebody with a home of their own, at one project. */
export interface Person {
  readonly name: string;
  /** As {@link Project.json}, in this person's name. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a document of whatever shape the test looks at
  json(args: readonly string[], code?: number): Promise<any>;
  run(args: readonly string[]): ReturnType<Project['run']>;
  /** The public key of this person's copy. */
  key(): Promise<string>;
}

/** Acts at a project in the name of a Git user, with keys of its own: one machine, several people. */
export function personAt(project: Project, name: string, home = name): Person {
  const config = project.path('.git', `git-${name}`);
  writeFileSync(config, `[user]\n\tname = ${name}\n\temail = ${name}@example.org\n`);
  const options: RunOptions = { env: { MODELKEEP_HOME: project.path('.git', `home-${home}`), GIT_CONFIG_GLOBAL: config } };
  const json: Person['json'] = (args, code = 0) => project.json(args, code, options);
  return { name, json, run: (args) => project.run(args, options), key: async () => (await json(['key', 'show'])).key };
}

/** A project with a registry that Ana has made, for people who have names of their own. */
export async function projectOfAna(...init: readonly string[]): Promise<{ readonly project: Project; readonly ana: Person }> {
  const project = newProject();
  project.git('config', '--unset', 'user.name');
  const ana = personAt(project, 'Ana');
  await ana.json(['init', ...init]);
  return { project, ana };
}
