import { expect, it } from 'vitest';
import { keyText, memberText } from '../../../../src/extension/texts/memberTexts.ts';

const key = { device: 'd_aaaaaaaaaaaaaaaa', key: '', since: '2026-05-01T00:00:00.000Z', you: true };
const now = Date.parse('2026-05-03T00:00:00.000Z');

it('a member is a name, roles and keys in force; what the name holds is no icon and no link', () => {
  const member = { id: key.device, name: '$(zap) [Ben](command:x)', roles: ['admin', 'reviewer'], keys: [key, { ...key, revoked: key.since }], you: true };
  const { label, description } = memberText(member);
  expect(description).toBe('admin, reviewer · you · 1 key');
  expect(label.startsWith('$(account) $')).toBe(true);
  expect(label).not.toContain('$(zap)');
  expect(label).not.toContain('](');
  expect(memberText({ ...member, keys: [], you: false }).description).toBe('admin, reviewer · 0 keys');
});

it('a key says when it was added, or that it was revoked', () => {
  expect(keyText(key, now)).toEqual({ label: key.device, description: 'added 2 d ago · this copy' });
  expect(keyText({ ...key, you: false, revoked: '2026-05-02T23:00:00.000Z' }, now).description).toBe('revoked 1 h ago');
});
