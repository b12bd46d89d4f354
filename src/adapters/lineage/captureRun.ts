import { resolve } from 'node:path';
import type { CommandLineage } from '../../core/model/lineage.ts';
import type { CaptureContext, RunCapture } from '../../core/ports/collector.ts';
import { openRepositories } from './codeCollector.ts';
import { describeCommand } from './describeCommand.ts';
import { type RepositoryCapture, captureRepository } from './git/captureRepository.ts';
import { CODE_BUDGET } from './git/captureWorkTree.ts';
import { outputFiles } from './git/outputFiles.ts';

/** What is known before a command has written anything. */
export interface RunContext extends Pick<CaptureContext, 'root' | 'project' | 'trusted' | 'env' | 'now' | 'signal'> {
  /** Absolute folder in which the command will run. */
  readonly cwd: string;
  readonly allowSecret: boolean;
}

/**
 * What `modelkeep run` records before it starts a command: the command, and the code as it is now, with its objects.
 * @throws RegistryError file.unreadable for a repository that `modelkeep.json` names and that cannot be read, cancelled
 */
export async function captureRun(context: RunContext, argv: readonly string[]): Promise<RunCapture> {
  const startedAt = context.now();
  const described = describeCommand(argv, { root: context.root, cwd: context.cwd, home: context.env['HOME'] ?? context.env['USERPROFILE'], allowSecret: context.allowSecret });
  const code = context.trusted ? await captureCode(context) : undefined;
  const untrusted = { code: 'code.untrusted', fact: 'code', message: 'The workspace is not trusted, so Git was not run and the state of the code was not captured.' };
  return {
    command: described.command satisfies CommandLineage,
    code: code?.code ?? [],
    objects: code?.objects ?? [],
    startedAt,
    doubts: code?.doubts ?? [],
    missing: [...(code?.missing ?? [untrusted]), ...described.missing],
  };
}

async function captureCode(context: RunContext): Promise<RepositoryCapture> {
  const open = { env: context.env, signal: context.signal };
  const { repositories, missing } = await openRepositories(context.root, context.project.code, open);
  const metrics = [...context.project.models.values()].flatMap((model) => model.metrics).map((path) => resolve(context.root, path));
  const outputs = await outputFiles({ root: context.root, files: [], metrics });
  const budget = { bytes: CODE_BUDGET };
  const captures: RepositoryCapture[] = [];
  for (const { name, repository } of repositories) {
    captures.push(await captureRepository(repository, { ...open, name, outputs, budget, allowSecret: context.allowSecret, where: name === '.' ? '' : `${name}: `, claims: [] }));
  }
  return {
    code: captures.flatMap((capture) => capture.code),
    objects: captures.flatMap((capture) => capture.objects),
    doubts: captures.flatMap((capture) => capture.doubts),
    missing: [...missing, ...captures.flatMap((capture) => capture.missing)],
  };
}
