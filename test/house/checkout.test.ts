import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sourceFiles.ts';

const allowedInRoot = [
  '.ci', '.gitignore', '.npmrc', 'CHANGELOG.md', 'LICENSE', 'README.md', 'esbuild.mjs', 'media', 'package-lock.json', 'package.json', 'package.nls.json',
  'src', 'test', 'tsconfig.json', 'webview',
];

describe('the checkout', () => {
  it('has nothing in its root but what belongs there', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
    const names = new Set(files.map((file) => file.split('/')[0]));
    expect([...names].filter((name) => !allowedInRoot.includes(name ?? ''))).toEqual([]);
  });

  it('has a lockfile that names no registry, so that everyone installs from their own', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { resolved?: string; integrity?: string }> };
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(entries.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  it('has a lockfile that is complete for every platform, since npm ci refuses one that is not', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    const installed = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)));
    expect(optional.filter((name) => !installed.has(name))).toEqual([]);
  });

  it('names every dependency by one exact version', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.entries(manifest[kind] ?? {}));
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
