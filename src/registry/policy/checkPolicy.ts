import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { Project } from '../findProject.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { registryFindings } from './comparePolicy.ts';
import { readPolicyFile } from './readPolicyFile.ts';

/** What is wrong with the policy of a project, or looks so. Without a registry, as in CI, the file alone is looked at. */
export async function checkPolicy(project: Project, registry: OpenRegistry | undefined, { text }: OperationParams<'checkPolicy'>): Promise<OperationResult<'checkPolicy'>> {
  const file = readPolicyFile(project.config, text);
  const more = registry === undefined ? undefined : await registryFindings(registry, file);
  const state = file.state === 'valid' ? (more?.state ?? 'unknown') : file.state;
  return { config: project.config, state, findings: [...file.findings, ...(more?.findings ?? [])], ...(file.line === undefined ? {} : { line: file.line }) };
}
