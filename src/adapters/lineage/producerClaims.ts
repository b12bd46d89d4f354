import type { CaptureContext } from '../../core/ports/collector.ts';
import { findSidecars } from './findSidecars.ts';
import { findMlflowRun } from './mlflowRun.ts';
import { findWandbRun } from './wandbRun.ts';
import { workspaceName } from './workspaceName.ts';

/** A commit that the training itself noted. */
export interface CommitClaim {
  /** For the record: `models/fraud.json`, `mlruns/1/0a…`, `wandb/run-…`. */
  readonly source: string;
  /** Hex, 7 to 64 digits, lower case. */
  readonly commit: string;
}

/** Commits named by the sidecar JSON, the MLflow run and the W&B run of the artifact, in this order. `dvc.lock` names none. */
export async function findProducerClaims(context: CaptureContext): Promise<readonly CommitClaim[]> {
  const claims: CommitClaim[] = [];
  const add = (absolute: string, commit: string | undefined): void => {
    const hex = commit?.trim().toLowerCase() ?? '';
    if (/^[0-9a-f]{7,64}$/.test(hex)) claims.push({ source: workspaceName(context.root, absolute).name, commit: hex });
  };
  for (const { file, sidecar } of (await findSidecars(context)).found) add(file.absolute, sidecar.commit);
  const mlflow = await findMlflowRun(context);
  if (mlflow?.log !== undefined) add(mlflow.log.place, mlflow.log.commit);
  const wandb = await findWandbRun(context);
  if (wandb !== undefined) add(wandb.folder, wandb.commit);
  return claims;
}
