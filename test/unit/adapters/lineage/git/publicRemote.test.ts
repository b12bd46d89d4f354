import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicRemote, remoteOf } from '../../../../../src/adapters/lineage/git/publicRemote.ts';

describe('the address of a remote in a record', () => {
  it.each([
    ['https://git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
    ['https://user:pass@git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
    ['https://us@er:p@ss@git.example.org:8443/a', 'https://git.example.org:8443/a'],
    ['HTTPS://token@git.example.org', 'https://git.example.org'],
    ['https://git.example.org/a?private_token=x#y', 'https://git.example.org/a'],
    ['https://git.example.org?private_token=x', 'https://git.example.org'],
    [`https://git.example.org/ghp_${'aB3'.repeat(12)}/b`, 'https://git.example.org/***/b'],
    ['ssh://git@git.example.org:22/a/b.git', 'ssh://git.example.org:22/a/b.git'],
    ['git@git.example.org:a/b.git', 'git.example.org:a/b.git'],
    ['[::1]:a/b.git', '[::1]:a/b.git'],
    ['file:///srv/git/fraud.git', 'file:fraud.git'],
    ['/srv/git/fraud.git/', 'file:fraud.git'],
    ['../mirror', 'file:mirror'],
    ['C:\\repos\\fraud', 'file:fraud'],
    ['ext::sh -c touch% PWNED', 'ext::'],
    [' \u001b[31mhttps://h/a\n', '[31mhttps://h/a'],
  ])('%s becomes %s', (url, shown) => {
    expect(publicRemote(url)).toBe(shown);
  });

  it('is nothing for what names nothing', () => {
    for (const url of ['', ' ', '/', '..', `https://h/${'a'.repeat(2_000)}`]) expect(publicRemote(url)).toBeUndefined();
  });

  it('never shows what stands before @ in the host, nor an absolute path', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9]{8,20}$/), fc.constantFrom('https', 'ssh', 'git', 'http'), (secret, scheme) => {
      expect(publicRemote(`${scheme}://${secret}:${secret}@h.example/x?${secret}`)).not.toContain(secret);
    }));
    fc.assert(fc.property(fc.string(), (url) => {
      expect(publicRemote(url) ?? '').not.toMatch(/^\/|^[A-Za-z]:\\/);
    }));
  });

  it('is that of the remote which the branch follows, else of origin, else of the first', () => {
    const settings = [{ key: 'remote.mirror.url', value: 'https://m/x' }, { key: 'remote.origin.url', value: 'https://o/x' }, { key: 'remote.fork.url', value: 'https://f/x' }, { key: 'branch.Sweep.remote', value: 'fork' }];
    expect(remoteOf(settings, 'Sweep')).toBe('https://f/x');
    expect(remoteOf(settings, 'main')).toBe('https://o/x');
    expect(remoteOf(settings.slice(0, 1), undefined)).toBe('https://m/x');
    expect(remoteOf([], undefined)).toBeUndefined();
  });
});
