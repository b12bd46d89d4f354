import { dirname } from 'node:path';
import type { Doubt } from '../../core/model/lineage.ts';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { artifactFolders } from './artifactFolders.ts';
import { artifactTime } from './artifactTime.ts';
import { describeDuration } from './describeDuration.ts';
import type { ValueFile } from './valueFile.ts';
import { CLOCK_TICK_MS, type ValueKind, type ValuePart } from './valuePart.ts';

/** Metrics older than the artifact by more than this are likely those of another training. */
const OLDER_MS = 600_000;
/** Training scripts write their params shortly after the model; an edit by hand comes later. */
const NEWER_MS = 5000;

/** Why a metrics file that only convention found is not about this artifact, as the end of a sentence; undefined when it may be. */
export function staleness(context: CaptureContext, file: ValueFile): string | undefined {
  const age = artifactTime(context) - file.mtimeMs;
  if (context.run !== undefined && file.mtimeMs < context.run.startedAt - CLOCK_TICK_MS) return 'was not written by this run';
  return age > OLDER_MS ? `is ${describeDuration(age)} older than the model` : undefined;
}

/** What the file's time says against its values: params newer than the model, metrics older. */
export function ageDoubts(context: CaptureContext, kind: ValueKind, file: ValueFile, part: ValuePart): readonly Doubt[] {
  const lead = file.mtimeMs - artifactTime(context);
  if (kind === 'params' && lead > NEWER_MS && part.basis === 'commit') {
    return [{ code: 'params.newer', fact: 'params', message: `${part.path} is ${describeDuration(lead)} newer than the model.` }];
  }
  const beside = artifactFolders(context).includes(dirname(file.absolute)); // the training's own
  if (kind === 'params' && context.run !== undefined && part.basis !== 'run' && !beside) {
    return [{ code: 'params.newer', fact: 'params', message: `${part.path} was changed while the command ran.` }];
  }
  if (kind === 'metrics' && -lead > OLDER_MS) {
    return [{ code: 'metrics.older', fact: 'metrics', message: `${part.path} is ${describeDuration(-lead)} older than the model.` }];
  }
  return [];
}
