import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../../package.json' with { type: 'json' };
import nls from '../../../../package.nls.json' with { type: 'json' };
import { inPalette, PALETTE } from '../../../../src/extension/texts/inPalette.ts';

const root = join(import.meta.dirname, '../../../..');

/** Titles of what the palette has, as it shows them. */
function titles(): readonly string[] {
  const hidden = manifest.contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
  return manifest.contributes.commands.filter(({ command }) => !hidden.includes(command)).map(({ title }) => `${nls.category}: ${nls[title.slice(1, -1) as keyof typeof nls]}`);
}

describe('a hint in the editor', () => {
  it('names commands that the palette has', () => {
    expect(PALETTE.map(([, title]) => title()).filter((title) => !titles().includes(title))).toEqual([]);
  });

  it('knows the terminal’s commands by their names', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const [command] of PALETTE) expect(readme, command).toMatch(new RegExp(String.raw`\b${command.split(' --')[0]}\b`));
  });

  it.each([
    ['Create one: modelkeep init', 'Create one: "Models: Initialize Registry"'],
    ['Run modelkeep verify, and bring the log folder back from a backup.', 'Run "Models: Verify", and bring the log folder back from a backup.'],
    ['Check the disk, then run: modelkeep verify --read-data', 'Check the disk, then run: "Models: Verify"'],
    ['Run modelkeep verify.', 'Run "Models: Verify".'],
    ['modelkeep explain fraud:v3 Production shows every rule; you may go against them: modelkeep promote fraud:v3 Production --override --reason TEXT', '"Models: Explain Promotion…" shows every rule; you may go against them: "Models: Promote Version…"'],
    ['Ask for them: modelkeep request fraud:1.4.0 Production -m TEXT', 'Ask for them: "Models: Request Promotion…"'],
    ['modelkeep request cancel q_abcdefghij takes it back, for who asked or a maintainer.', '"Models: Cancel Request…" takes it back, for who asked or a maintainer.'],
    ['modelkeep requests lists those that are open.', '"Models: Show Requests…" lists those that are open.'],
    ['Bring it back first: modelkeep model archive fraud --undo', 'Bring it back first: "Models: Unarchive Model"'],
    ['A model that is done is archived: modelkeep model archive fraud', 'A model that is done is archived: "Models: Archive Model"'],
    ['Name it by the tag: modelkeep tag NAME:1.4.0 --retire --reason TEXT', 'Name it by the tag: "Models: Retire Tag…"'],
    ['Move the alias first: modelkeep alias set fraud champion REF, or modelkeep alias remove fraud champion', 'Move the alias first: "Models: Set Alias…", or "Models: Remove Alias…"'],
    ['Choose another name; for another key of the same person: modelkeep key add "Ana, Ben" --key KEY', 'Choose another name; for another key of the same person: "Models: Add Key…"'],
    ['Import it (modelkeep import FILE), or start a new one in its place: modelkeep init --adopt', 'Import it ("Models: Import Registry…"), or start a new one in its place: "Models: Initialize Registry"'],
    ['Roles: admin, reader. A policy adds its own (roles in modelkeep.json, then modelkeep policy apply).', 'Roles: admin, reader. A policy adds its own (roles in modelkeep.json, then "Models: Apply Policy…").'],
    ['Nothing was written. Bring the log folder back from a backup, then run modelkeep rebuild.', 'Nothing was written. Bring the log folder back from a backup, then run "Models: Rebuild Database".'],
    ['Check the permissions of its folder (modelkeep where).', 'Check the permissions of its folder ("Models: Where the Registry Lies…").'],
    ['Open it again: modelkeep branch create fraud lr', 'Open it again: "Models: Reopen Branch…"'],
  ])('says how the palette does it: %s', (hint, said) => {
    expect(inPalette(hint)).toBe(said);
  });

  it.each(['modelkeep list shows the models.', 'modelkeep log fraud lists its versions.', 'modelkeep list --json has them all.', 'Update Modelkeep. Nothing was changed.', 'modelkeep.json names no such file.'])('keeps what the palette has not: %s', (hint) => {
    expect(inPalette(hint)).toBe(hint);
  });

  it('keeps what an administrator is asked to run, and says how to give them what they need', () => {
    const hint = 'Ask an administrator (Ana): modelkeep member add Ben --role reviewer --key KEY; KEY is what modelkeep key show prints here';
    expect(inPalette(hint)).toBe('Ask an administrator (Ana): modelkeep member add Ben --role reviewer --key KEY; KEY is what "Models: Copy My Key" prints here');
  });

  it('leaves no hint of the program with a command that the palette has', () => {
    const hints = globSync(['src/core/**/*.ts', 'src/registry/**/*.ts', 'src/adapters/**/*.ts'], { cwd: root }).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/hint: (?:'((?:[^'\\\n]|\\.)*)'|`([^`]*)`)/g)].map((match) => (match[1] ?? match[2] ?? '').replaceAll(/\$\{[^}]*\}/g, 'x')),
    );
    expect(hints.filter((hint) => hint.includes('modelkeep ')).length).toBeGreaterThan(40);
    const names = PALETTE.filter(([command]) => !command.includes(' --')).map(([command]) => command);
    const left = new RegExp(String.raw`\bmodelkeep (?:${names.join('|')})\b`);
    expect(hints.map(inPalette).filter((hint) => left.test(hint))).toEqual([]);
  });
});
