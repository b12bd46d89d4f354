import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/buildProgram.ts';
import { DOUBT_CODES } from '../../src/core/model/doubtCodes.ts';
import { EXIT_CODES } from '../../src/cli/exitCodes.ts';
import { root, sourceFiles, visitFile, type SyntaxNode } from './sourceFiles.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('the README', () => {
  it('lists every error code with its exit code, and no other', () => {
    const rows = rowsOf('Error codes').map(([code, exit]) => [code, Number(exit)]);
    expect(Object.fromEntries(rows)).toEqual(EXIT_CODES);
  });

  it('lists every doubt and every gap that a collector can name, and no other', () => {
    const { whole, endings } = codesInSource();
    const listed = [...rowsOf('Doubts'), ...rowsOf('Missing')].map(([code = '']) => code);
    expect(new Set(listed).size, 'each once').toBe(listed.length);
    expect([...whole].filter((code) => !listed.includes(code)), 'in the source only').toEqual([]);
    expect([...endings].filter((ending) => !listed.some((code) => code.endsWith(ending)) && !readme.includes(`\`KIND${ending}\``)), 'in the source only').toEqual([]);
    expect(listed.filter((code) => !whole.has(code) && !endings.has(code.slice(code.indexOf('.'))) && !REASONS.includes(code)), 'in the README only').toEqual([]);
  });

  it('lists the doubts that a policy may name, as the schema does', () => {
    expect(rowsOf('Doubts').map(([code]) => code)).toEqual(DOUBT_CODES);
    expect(readFileSync(join(root, 'media/modelkeep.schema.json'), 'utf8')).toContain(`"items": { "enum": [${DOUBT_CODES.map((code) => `"${code}"`).join(', ')}] }`);
  });

  it('names every command with every option', () => {
    const forms = synopsisForms();
    const program = buildProgram(() => async () => undefined, { terminal: silent, version: '0' });
    const commands = leavesOf(program.commands.filter((one) => one.name() !== 'help'));
    const nameOf = (form: string): string | undefined => [...commands.keys()].find((name) => `${form} `.startsWith(`${name} `));
    expect(new Set(forms.map((form) => nameOf(form) ?? form))).toEqual(new Set(commands.keys()));
    for (const [name, command] of commands) {
      const words: readonly string[] = forms.find((form) => nameOf(form) === name)?.match(/--?[a-z][a-z-]*/g) ?? [];
      const options = command.options.filter(({ long }) => !everywhere.has(long ?? ''));
      expect(words.length, name).toBe(options.length);
      for (const { short, long } of options) expect(words.includes(long ?? '') || words.includes(short ?? ''), `${name} ${long}`).toBe(true);
    }
  });

  it('names every setting and every environment variable', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { contributes: { configuration: { properties: object } } };
    expect(Object.keys(contributes.configuration.properties).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
    const variables = new Set(sourceFiles('src').flatMap((file) => readFileSync(join(root, file), 'utf8').match(/(?<=')MODELKEEP_[A-Z]+(?=')/g) ?? []));
    expect([...variables].filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
    expect((readme.match(/(?<=`)MODELKEEP_[A-Z]+(?=`)/g) ?? []).filter((name) => !variables.has(name))).toEqual([]);
  });
});

/** `data.${reason}` of the data collector, where the reason is no literal code. */
const REASONS: readonly string[] = ['data.absent', 'data.unreadable', 'data.notAFile'];
const everywhere = new Set(['--json', '--verbose', '--version', '--help']);
const stream = { tty: false, write: () => undefined, facts: () => ({ width: 80, colour: false, now: 0 }) };
const silent = { out: stream, err: stream } as unknown as Parameters<typeof buildProgram>[1]['terminal'];

/** Commands that do something, by their whole name: `commit`, `alias set`. */
function leavesOf(commands: readonly Command[], before = ''): ReadonlyMap<string, Command> {
  return new Map(commands.flatMap((command) => (command.commands.length === 0 ? [[`${before}${command.name()}`, command] as const] : [...leavesOf(command.commands, `${before}${command.name()} `)])));
}

/** `commit [PATH…] [--model NAME] …` of every command, without what it does. */
function synopsisForms(): readonly string[] {
  const synopsis = /```\nmodelkeep \[-C DIR\].*\n\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const lines = synopsis.replace(/\n {2,}/g, ' ').trimEnd().split('\n');
  return lines.flatMap((line) => (line.split('   ')[0] ?? '').split(' · ')).map((form) => form.trim());
}

/** Cells of the table below a heading, back quotes taken away. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const section = new RegExp(`^### ${heading}\\n([^]*?)(?=^##)`, 'm').exec(readme)?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', '')));
}

/** Codes written out in the collectors, and the endings of those that are put together (`${kind}.empty`). */
function codesInSource(): { readonly whole: ReadonlySet<string>; readonly endings: ReadonlySet<string> } {
  const whole = new Set<string>();
  const endings = new Set<string>();
  for (const file of [...sourceFiles('src/adapters/lineage'), ...sourceFiles('src/registry/commit')]) {
    visitFile(file, (node) => {
      if (isCode(node['value'])) whole.add(node['value']);
      const ending = templateEnding(node);
      if (ending !== undefined) endings.add(ending);
    });
  }
  return { whole, endings };
}

function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^(code|command|data|params|metrics|environment|experiment|parents)\.(?!(?:ya?ml|json|toml|lock|txt)$)[a-zA-Z]+$/.test(value);
}

/** `.empty` of `${kind}.empty`. */
function templateEnding(node: SyntaxNode): string | undefined {
  if (node.type !== 'TemplateLiteral') return undefined;
  const texts = (node['quasis'] as readonly { readonly value: { readonly cooked: string } }[]).map(({ value }) => value.cooked);
  return texts.length === 2 && texts[0] === '' && /^\.(?!json$|dvc$)[a-zA-Z]+$/.test(texts[1] ?? '') ? texts[1] : undefined;
}
