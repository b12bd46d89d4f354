import type { Command } from 'commander';
import type { AsOf } from '../core/ports/momentReader.ts';
import { formatTime } from '../core/text/quantities.ts';
import type { Invocation } from './commandLine.ts';
import { line, type Facts } from './render/layout.ts';
import { look } from './render/paint.ts';

/** `--at` of commands that can show the registry as it stood. */
export interface MomentOptions {
  readonly at?: string;
}

/** Adds `--at`. */
export function momentOption(command: Command): Command {
  return command.option('--at <moment>', 'as it stood: a position, or a time such as 2026-05-01 (its first instant) or 2026-05-01T10:30Z');
}

/** The line that says which moment an answer is of; nothing for now. */
export function momentText(asOf: AsOf | undefined, facts: Facts): string {
  return asOf === undefined ? '' : line([look('dim', `As of #${asOf.position}, ${formatTime(asOf.time)}`)], facts);
}

/** Warns where the claimed times do not say well what happened when. */
export function noteBackwards(cli: Invocation, asOf: AsOf | undefined): void {
  if (asOf?.backwards === undefined) return;
  cli.note([`Claimed times run back by more than 5 minutes at #${asOf.backwards}: what happened when is not sure. Positions are.`]);
}
