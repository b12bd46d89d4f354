import type { VersionTarget } from '../tree/treeNode.ts';
import type { Command } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';
import { writingCommand, type Act } from './writingCommand.ts';

/** A command that writes something of a version: the one it was chosen on, or one that is asked for. */
export function versionCommand(act: Act<VersionTarget>): Command {
  return writingCommand(pickVersion, act);
}
