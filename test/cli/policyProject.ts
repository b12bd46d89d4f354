import { readFileSync, utimesSync } from 'node:fs';
import { personAt, projectOfAna, type Person } from './people.ts';
import { safetensors, type Project } from './project.ts';

/** A project whose registry Ana administers, with Ben, a reviewer, and Eva, a contributor who joined by herself. */
export interface PolicyProject {
  readonly project: Project;
  readonly ana: Person;
  readonly ben: Person;
  readonly eva: Person;
  /** Writes `policy` into modelkeep.json; the file is otherwise as it was. */
  write(policy: object | undefined): void;
  /** Writes and applies. */
  apply(policy: object): Promise<void>;
  /** Commits the next version of `fraud`, by Ana if nobody is named. */
  commit(metrics: string, who?: Person, ...options: readonly string[]): Promise<void>;
}

export async function policyProject(): Promise<PolicyProject> {
  const { project, ana } = await projectOfAna();
  const [ben, eva] = [personAt(project, 'Ben'), personAt(project, 'Eva')];
  await ana.json(['member', 'add', 'Ben', '--role', 'reviewer', '--key', await ben.key()]);
  project.write('.gitignore', 'models/\n');
  commitCode(project);
  let seed = 0;
  const write: PolicyProject['write'] = (policy) => {
    const config = JSON.parse(readFileSync(project.path('modelkeep.json'), 'utf8')) as object;
    project.write('modelkeep.json', `${JSON.stringify({ ...config, policy }, undefined, 2)}\n`);
  };
  return {
    project,
    ana,
    ben,
    eva,
    write,
    apply: async (policy) => {
      write(policy);
      await ana.json(['policy', 'apply', '-m', 'Test']);
    },
    commit: async (metrics, who = ana, ...options) => {
      project.write('models/fraud/metrics.json', metrics);
      project.write('models/fraud/model.safetensors', safetensors(++seed));
      await who.json(['commit', 'models/fraud/model.safetensors', '--model', 'fraud', '--metrics', 'models/fraud/metrics.json', '-m', `Version ${seed}`, ...options]);
    },
  };
}

/** Commits everything to Git. */
export function commitCode(project: Project): void {
  project.git('add', '-A');
  project.git('-c', 'user.name=Ana', 'commit', '-qm', 'Code', '--allow-empty');
}

/** Makes files look as if they were written hours ago. */
export function writtenHoursAgo(project: Project, hours: number, ...paths: readonly string[]): void {
  const time = Date.now() / 1000 - hours * 3600;
  for (const path of paths) utimesSync(project.path(path), time, time);
}
