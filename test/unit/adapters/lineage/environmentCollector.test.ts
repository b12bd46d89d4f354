import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvironmentCollector } from '../../../../src/adapters/lineage/environmentCollector.ts';
import { readCondaYaml } from '../../../../src/adapters/lineage/python/readCondaYaml.ts';
import { readRequirements } from '../../../../src/adapters/lineage/python/readRequirements.ts';
import { readTomlLock } from '../../../../src/adapters/lineage/python/readTomlLock.ts';
import type { Finding } from '../../../../src/core/ports/collector.ts';
import { contextOf, emptyFolder, put } from './captureContext.ts';
import { copyFixture } from './fixture.ts';

const nowhere = join(emptyFolder(), 'version');
const project = (files: { readonly [path: string]: string } = {}): string => {
  const root = emptyFolder();
  put(root, 'model.bin', 'weights');
  for (const [path, content] of Object.entries(files)) put(root, path, content);
  return root;
};
const collect = (root: string, env = {}, driverFile = nowhere): Promise<Finding> => createEnvironmentCollector({ driverFile }).collect(contextOf(root, ['model.bin'], { env }));
const packages = (finding: Finding): unknown => JSON.parse(Buffer.from(finding.objects?.[0] ?? []).toString() || '[]');
const locked = [
  { name: 'idna', version: '3.7' },
  { name: 'six', version: '1.16.0' },
];
const fixture = (file: string): string => readFileSync(join(import.meta.dirname, '../../../fixtures/lineage', file), 'utf8');

describe('environmentCollector', () => {
  it('reads the installed packages of .venv before any lock file', async () => {
    const root = copyFixture('python');
    put(root, 'model.bin', 'weights');
    symlinkSync('venv', join(root, '.venv'));
    const finding = await collect(root);
    expect(finding.environment).toMatchObject({ source: '.venv', python: '3.11.7', packages: 4, os: `${process.platform} ${process.arch}`, cpu: expect.any(String) });
    expect(packages(finding)).toEqual([...locked.slice(0, 1), { name: 'pip', version: '23.2.1' }, { name: 'setuptools', version: '65.5.0' }, ...locked.slice(1)]);
    expect([finding.missing, finding.places]).toEqual([[], []]);
  });

  it('names an active environment elsewhere by its variable and tells its place apart', async () => {
    const root = project();
    const folder = join(copyFixture('python'), 'venv');
    const finding = await collect(root, { VIRTUAL_ENV: folder });
    expect(finding.environment?.source).toBe('$VIRTUAL_ENV');
    expect(finding.places).toEqual([{ name: '$VIRTUAL_ENV', path: folder }]);
  });

  it('reads a conda environment', async () => {
    const finding = await collect(project(), { CONDA_PREFIX: copyFixture('conda') });
    expect(finding.environment).toMatchObject({ source: '$CONDA_PREFIX', python: '3.11.7', packages: 4 });
    expect(packages(finding)).toContainEqual({ name: 'ca-certificates', version: '2024.6.2' });
  });

  it.each(['uv.lock', 'poetry.lock', 'requirements.txt'])('falls back to %s', async (name) => {
    const root = copyFixture('python');
    put(root, 'model.bin', 'weights');
    rmSync(join(root, 'venv'), { recursive: true });
    for (const other of ['uv.lock', 'poetry.lock', 'requirements.txt']) if (other !== name) rmSync(join(root, other));
    const finding = await collect(root);
    expect(finding.environment?.source).toBe(name);
    expect(packages(finding)).toEqual(locked);
  });

  it('takes only requirements of a requirements.txt, which may be a link to anything', () => {
    const text = 'numpy>=1.2 # fast\r\nfoo @ https://ada:tr0ub4dor@h/foo.whl\r\nroot:x:0:0:root:/root:/bin/sh\naws_key = not quite\nhttps://h/x.whl\n[default]\n';
    expect(readRequirements(text).packages).toEqual([{ name: 'numpy', version: '>=1.2' }, { name: 'foo', version: '@https://h/foo.whl' }]);
  });

  it('passes over a new environment in which nothing is installed', async () => {
    const root = project({ 'requirements.txt': 'six==1.16.0' });
    mkdirSync(join(root, '.venv/lib/python3.12/site-packages/pip-24.0.dist-info'), { recursive: true });
    expect((await collect(root)).environment?.source).toBe('requirements.txt');
  });

  it('takes an exact .python-version before the constraint of a lock file', async () => {
    const lock = fixture('python/uv.lock');
    expect((await collect(project({ 'uv.lock': lock }))).environment?.python).toBe('>=3.10');
    expect((await collect(project({ 'uv.lock': lock, '.python-version': '3.12.4\n' }))).environment?.python).toBe('3.12.4');
  });

  it('says that there is none', async () => {
    const finding = await collect(project());
    expect(finding.environment).toMatchObject({ packages: 0 });
    expect(finding.missing).toEqual([{ code: 'environment.none', fact: 'environment', message: 'No lock file and no Python environment was found.' }]);
  });

  it('goes on to the next lock file when one is malformed, and names it', async () => {
    const finding = await collect(project({ 'environment.yml': 'a: [', 'poetry.lock': 'nothing here' }));
    expect(finding.missing?.map((one) => one.message)).toEqual(['environment.yml was not read: it is malformed.', 'No lock file and no Python environment was found.']);
  });

  it('speaks of the GPU driver only where a framework would use one', async () => {
    const torch = project({ 'requirements.txt': 'torch==2.3.1' });
    expect((await collect(torch)).missing).toMatchObject([{ code: 'environment.gpuDriver' }]);
    expect((await collect(project({ 'requirements.txt': 'torch==2.3.1+cpu' }))).missing).toEqual([]);
    const driver = put(emptyFolder(), 'version', 'NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19 18:56:32 UTC 2023\nGCC version:\n');
    expect(await collect(torch, {}, driver)).toMatchObject({ facts: [{ name: 'gpuDriver', value: 'nvidia 535.129.03' }], missing: [] });
  });
});

describe('lock files', () => {
  it('of uv give the packages without the project itself', () => {
    expect(readTomlLock(fixture('python/uv.lock'))).toEqual({ packages: locked, python: '>=3.10' });
  });

  it('of poetry give packages and Python', () => {
    expect(readTomlLock(fixture('python/poetry.lock'))).toEqual({ packages: locked, python: '^3.11' });
  });

  it('of pip keep constraints, skip options and comments, and drop credentials', () => {
    const text = '-r base.txt\n--extra-index-url https://u:p@host/simple\nNumPy >= 1.26, <2  # fast\ntorch[cuda]==2.3.1 ; python_version > "3.8"\nlib @ git+https://user:token@host/lib.git@v1\nZope.Interface==6.0\n';
    expect(readRequirements(text).packages).toEqual([
      { name: 'numpy', version: '>=1.26,<2' },
      { name: 'torch', version: '2.3.1' },
      { name: 'lib', version: '@git+https://host/lib.git@v1' },
      { name: 'zope-interface', version: '6.0' },
    ]);
  });

  it('of conda give versions without builds, and those of pip', () => {
    expect(readCondaYaml(fixture('conda/environment.yml'))).toEqual({
      python: '3.11.7',
      packages: [
        { name: 'python', version: '3.11.7' },
        { name: 'numpy', version: '1.26.4' },
        { name: 'scikit-learn', version: '1.4.2' },
        { name: 'scipy', version: '>=1.11' },
        { name: 'pip', version: '' },
        { name: 'torch', version: '2.3.1+cpu' },
        { name: 'six', version: '' },
      ],
    });
  });

  it('of any content do no harm', () => {
    const unit = fc.constantFrom('[[package]]', '\n', 'name = "', 'version = "', '"', 'source = {', 'a', '==', '-', ' ', '[', ']', '\\', '@', '//', ';');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 80 }), (parts) => {
        for (const read of [readTomlLock, readRequirements]) {
          for (const one of read(parts.join('')).packages) expect(one.name).toMatch(/^[a-z0-9-]+$/);
        }
      }),
    );
  });

  it('with lines of a megabyte do not hang the reader', () => {
    for (const piece of ['[', '[[ ', ' ', 'a=', '#', '-', '"', 'a', '//', '@', '\\\n']) {
      expect(readTomlLock(piece.repeat(1_000_000 / piece.length)).packages).toEqual([]);
      expect(readRequirements(piece.repeat(1_000_000 / piece.length)).packages.length).toBeLessThan(2);
    }
  });
});
