import type { Collector } from '../../core/ports/collector.ts';

/** The command that made the artifact, where `modelkeep run` watched it. What it could not tell goes with the code. */
export const commandCollector: Collector = {
  kind: 'command',
  collect: async ({ run }) => (run === undefined ? {} : { command: run.command }),
};
