import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { defineAuditCheckpoint } from './auditCheckpoint.ts';
import { defineAuditExport } from './auditExport.ts';
import { defineAuditLog } from './auditLog.ts';

/** `modelkeep audit`: what auditors ask for. */
export function defineAudit(program: Command, perform: Perform): Command {
  const group = program.command('audit').summary('every event, exports and checkpoints').description('For auditors: every event with its exact change, the ledger with its proofs, and checkpoints to hold it against later.');
  for (const define of [defineAuditLog, defineAuditExport, defineAuditCheckpoint]) define(group, perform);
  return group;
}
