import type { Command } from './commandServices.ts';
import { modelTarget, type ModelTarget } from './modelTarget.ts';
import { writingCommand, type Act } from './writingCommand.ts';

/** A command that writes something of a model: the one it was chosen on, or one that is asked for. */
export function modelCommand(act: Act<ModelTarget>): Command {
  return writingCommand(modelTarget, act);
}
