import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newProject, projectWithVersion, type Project } from './project.ts';

/** Writes `policy` into modelkeep.json. */
function writePolicy(project: Project, policy: object | undefined): void {
  const config = JSON.parse(readFileSync(project.path('modelkeep.json'), 'utf8')) as object;
  project.write('modelkeep.json', JSON.stringify({ ...config, policy }, undefined, 2));
}

describe('policy', () => {
  test('is checked, compared, rehearsed, applied once and shown', async () => {
    const project = await projectWithVersion();
    expect(await project.json(['policy', 'show'])).toMatchObject({ position: -1, policy: { rules: [] } });
    expect(await project.json(['policy', 'check'])).toMatchObject({ state: 'none', findings: [] });
    expect((await project.json(['policy', 'apply'], 2)).error).toMatchObject({ code: 'config.invalid', message: 'modelkeep.json has no "policy".' });
    writePolicy(project, { rules: [{ models: 'fraud', stage: 'Production', gates: [{ metric: 'f1', atLeast: 0.95 }] }] });
    expect(await project.json(['policy', 'check'])).toMatchObject({ state: 'differs', findings: [] });
    const differences = [{ about: 'Production of fraud', effect: 'stricter', after: 'f1 at least 0.95' }];
    expect(await project.json(['policy', 'diff'])).toMatchObject({ state: 'differs', differences, inForce: { position: -1 } });
    expect(await project.json(['policy', 'apply', '--dry-run'])).toMatchObject({ dryRun: true, state: 'applied', differences });
    expect(await project.json(['promote', 'fraud:v1', 'Production', '--dry-run'])).toMatchObject({ state: 'promoted' });
    expect(await project.json(['policy', 'apply', '-m', 'Better models'])).toMatchObject({ dryRun: false, state: 'applied', differences, events: [{ type: '!policy.set' }] });
    expect(await project.json(['policy', 'apply'])).toMatchObject({ state: 'same', events: [] });
    expect(await project.json(['policy', 'show'])).toMatchObject({ message: 'Better models', source: { rules: [{ models: 'fraud', stage: 'Production', gates: [{ metric: 'f1', atLeast: '0.95' }] }] } });
    const refused = (await project.json(['promote', 'fraud:v1', 'Production'], 1)).error;
    expect(refused).toMatchObject({ code: 'policy.refused', message: expect.stringContaining('f1 is only 0.940, the policy asks for at least 0.95'), details: { rules: expect.arrayContaining([expect.objectContaining({ rule: 'f1 at least 0.95', met: false })]) } });
    expect(await project.json(['verify'])).toMatchObject({ ok: true });
  });

  test('with errors is refused with every place, also where there is no registry', async () => {
    const project = newProject();
    project.write('modelkeep.json', '{\n  "policy": {\n    "rules": [\n      { "models": "*", "stage": "Live", "gats": [] }\n    ]\n  }\n}\n');
    const { findings, state } = await project.json(['policy', 'check'], 1);
    expect(state).toBe('invalid');
    expect(findings).toMatchObject([{ severity: 'error', path: 'policy.rules[0].gats', message: '"gats" is not known here (did you mean "gates"?).', line: 4, column: 41 }]);
  });
});
