import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import nls from '../../../package.nls.json' with { type: 'json' };
import schema from '../../../media/modelkeep.schema.json' with { type: 'json' };
import { COMMANDS } from '../../../src/extension/commandIds.ts';

const root = join(import.meta.dirname, '../../..');
const bundle = join(root, 'media/l10n/bundle.l10n.json');

/** The first argument of every `t(…)` in the extension. */
function sentences(): readonly string[] {
  const found = new Set<string>();
  for (const file of globSync('src/extension/**/*.ts', { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const match of text.matchAll(/\bt\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g)) found.add(unquoted(match[1] ?? ''));
  }
  return [...found].toSorted();
}

function unquoted(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/g, '$1');
}

it('every sentence of the extension is in the bundle that translators copy', () => {
  const expected = `${JSON.stringify(Object.fromEntries(sentences().map((sentence) => [sentence, sentence])), undefined, 2)}\n`;
  if (process.env['UPDATE_L10N'] !== undefined) writeFileSync(bundle, expected);
  expect(readFileSync(bundle, 'utf8'), 'run the test with UPDATE_L10N=1').toBe(expected);
});

describe('package.json', () => {
  it('has every string in package.nls.json, and that has no other', () => {
    const used = new Set([...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]));
    expect(used).toEqual(new Set(Object.keys(nls)));
  });

  it('declares every command that the extension registers, in one category, and no other', () => {
    const declared = manifest.contributes.commands;
    expect(declared.map((command) => command.command).toSorted()).toEqual(Object.values(COMMANDS).toSorted());
    expect(new Set(declared.map((command) => command.category))).toEqual(new Set(['%category%']));
  });

  it('names only commands that there are, in menus and welcomes', () => {
    const known = new Set<string>([...Object.values(COMMANDS), 'vscode.openFolder', 'workbench.trust.manage']);
    const inMenus = Object.values(manifest.contributes.menus).flatMap((entries) => entries.flatMap((entry) => ('command' in entry ? [entry.command] : [])));
    const inWelcomes = [...JSON.stringify(nls).matchAll(/\(command:([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect([...inMenus, ...inWelcomes].filter((command) => !known.has(command))).toEqual([]);
  });

  it('has one welcome of one sentence and one button for each of the six states', () => {
    const states = manifest.contributes.viewsWelcome.map((welcome) => welcome.when.replace('modelkeep.state == ', ''));
    expect(states).toEqual(['noFolder', 'untrusted', 'noRegistry', 'elsewhere', 'noModel', 'failed']);
    for (const state of states) expect(nls[`welcome.${state}` as keyof typeof nls]).toMatch(/^[^\n]+\.\n\[[^\]]+\]\(command:[^)]+\)$/);
  });

  it('has at most 15 settings, each with a description, and keeps those that could harm from untrusted workspaces', () => {
    const settings = Object.entries(manifest.contributes.configuration.properties);
    expect(settings.length).toBeLessThanOrEqual(15);
    for (const [name, setting] of settings) expect(nls[setting.markdownDescription.slice(1, -1) as keyof typeof nls], name).toMatch(/\.$/);
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain('modelkeep.store.path');
    expect(manifest.contributes.configuration.properties['modelkeep.store.path'].scope).toBe('machine');
  });
});

it('the schema of modelkeep.json knows what the file has today and lets later keys be', () => {
  expect(Object.keys(schema.properties).toSorted()).toEqual(['$schema', 'branches', 'checkpoint', 'code', 'models', 'notifications', 'policy', 'registry', 'remote', 'roots']);
  expect(Object.keys(schema.definitions.model.properties)).toEqual(['paths', 'data', 'params', 'metrics', 'metric', 'direction']);
  expect('additionalProperties' in schema || 'additionalProperties' in schema.definitions.model).toBe(false);
});
