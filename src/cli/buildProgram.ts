import { Command, Help, type Option } from 'commander';
import type { Perform, Surroundings } from './commandLine.ts';
import { defineAudit } from './commands/audit.ts';
import { defineAlias } from './commands/alias.ts';
import { defineBranch } from './commands/branch.ts';
import { defineDeploy } from './commands/deploy.ts';
import { defineDeprecate } from './commands/deprecate.ts';
import { defineDescribe } from './commands/describe.ts';
import { defineLabel } from './commands/label.ts';
import { defineModel } from './commands/model.ts';
import { defineUnlabel } from './commands/unlabel.ts';
import { defineWithdraw } from './commands/withdraw.ts';
import { defineCard } from './commands/card.ts';
import { defineCode } from './commands/code.ts';
import { defineCommit } from './commands/commit.ts';
import { defineDemote } from './commands/demote.ts';
import { defineDiff } from './commands/diff.ts';
import { defineDu } from './commands/du.ts';
import { defineEvaluate } from './commands/evaluate.ts';
import { defineExplain } from './commands/explain.ts';
import { defineExport } from './commands/export.ts';
import { defineHelp } from './commands/help.ts';
import { defineImport } from './commands/import.ts';
import { defineInit } from './commands/init.ts';
import { defineKey } from './commands/key.ts';
import { defineList } from './commands/list.ts';
import { defineLog } from './commands/log.ts';
import { defineMember } from './commands/member.ts';
import { defineNotifications } from './commands/notifications.ts';
import { definePolicy } from './commands/policy.ts';
import { definePromote } from './commands/promote.ts';
import { definePull } from './commands/pull.ts';
import { defineRebuild } from './commands/rebuild.ts';
import { defineApprove, defineReject, defineRequest, defineRequests } from './commands/request.ts';
import { defineRestore } from './commands/restore.ts';
import { defineRollback } from './commands/rollback.ts';
import { defineRun } from './commands/run.ts';
import { defineSearch } from './commands/search.ts';
import { defineShow } from './commands/show.ts';
import { defineStages } from './commands/stages.ts';
import { defineStatus } from './commands/status.ts';
import { defineStore } from './commands/store.ts';
import { defineTag } from './commands/tag.ts';
import { defineUndo } from './commands/undo.ts';
import { defineVerify } from './commands/verify.ts';
import { defineWhere } from './commands/where.ts';
import { examples, gather } from './defineOptions.ts';

/** Adds one command to the program. */
type Define = (program: Command, perform: Perform) => Command;

const GROUPS: readonly (readonly [string, readonly Define[]])[] = [
  ['Start:', [defineInit, defineWhere]],
  ['Record:', [defineCommit, defineRun, defineEvaluate, defineStore, defineUndo]],
  ['Name:', [defineTag, defineLabel, defineUnlabel, defineDescribe, defineAlias, defineDeprecate, defineWithdraw, defineDeploy, defineModel, defineBranch]],
  ['Promote:', [definePromote, defineDemote, defineExplain, defineStages, defineRequest, defineRequests, defineApprove, defineReject, defineRollback, definePolicy]],
  ['Who:', [defineMember, defineKey]],
  ['Look:', [defineStatus, defineList, defineLog, defineSearch, defineShow, defineCard, defineDiff]],
  ['Get back:', [definePull, defineRestore, defineCode]],
  ['Look after:', [defineVerify, defineAudit, defineNotifications, defineRebuild, defineDu, defineExport, defineImport]],
];

/** The whole command line: every command with its options, help and examples. */
export function buildProgram(perform: Perform, { terminal, version }: Pick<Surroundings, 'terminal' | 'version'>): Command {
  const program = new Command('modelkeep')
    .description('Every trained model an immutable, verifiable version with its code, data, parameters and results.')
    .usage('[-C DIR] [--json] COMMAND')
    .enablePositionalOptions()
    .option('-C, --directory <dir>', 'work in this folder; repeated ones follow each other, as in git', gather)
    .configureHelp({ helpWidth: helpWidth(terminal), subcommandTerm: termOf, optionDescription: describeOption })
    .configureOutput({ writeOut: (text) => terminal.out.write(text), writeErr: () => undefined, getOutHasColors: () => false })
    .showSuggestionAfterError()
    .exitOverride();
  everyCommand(program, version);
  for (const [heading, definitions] of GROUPS) {
    program.commandsGroup(heading);
    for (const define of definitions) everyCommand(define(program, perform), version);
  }
  program.commandsGroup('Help:').helpCommand(false);
  defineHelp(program);
  return examples(
    program,
    'modelkeep init',
    'modelkeep commit models/fraud --model fraud-detector -m "Tune dropout"',
    'modelkeep log fraud-detector',
    'modelkeep restore fraud-detector:v7',
  ).addHelpText('after', CONVENTIONS);
}

const CONVENTIONS = `
A version (REF) is NAME (its newest), NAME:v7, NAME:1.4.0 (tag), NAME@alias,
NAME#Stage, NAME~branch, or 8 or more digits of its id.
Exit codes: 0 done, 1 refused or found wrong, 2 wrong usage, 3 not found,
4 environment, 130 cancelled.`;

/** `commit [PATH...]`, `alias set|remove`: that every command has options need not be said twenty times. */
function termOf(command: Command): string {
  if (command.commands.length > 0) return groupTerm(command);
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? name : `[${name}]`;
  });
  return [command.name(), ...args].join(' ');
}

/** An option without which the command does not run says so. */
function describeOption(option: Option): string {
  const described = new Help().optionDescription(option);
  return option.mandatory ? `${described} (required)` : described;
}

/** Beyond this the descriptions would have no room beside it. */
const LONGEST_TERM = 35;

function groupTerm(command: Command): string {
  const names = command.commands.map((one) => one.name());
  const whole = `${command.name()} ${names.join('|')}`;
  if (whole.length <= LONGEST_TERM) return whole;
  while (`${command.name()} ${names.join('|')}|\u2026`.length > LONGEST_TERM) names.pop();
  return `${command.name()} ${names.join('|')}|\u2026`;
}

function everyCommand(command: Command, version: string): void {
  command
    .optionsGroup('Everywhere:')
    .option('--json', 'answer with one JSON document on stdout')
    .option('--verbose', 'print stacks of errors')
    .version(version, '--version', 'print the version of modelkeep')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false);
  for (const one of command.commands) everyCommand(one, version);
}

function helpWidth(terminal: Surroundings['terminal']): number {
  return Math.min(100, terminal.out.facts().width);
}
