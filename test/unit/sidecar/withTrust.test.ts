import { expect, it } from 'vitest';
import { DECISIONS } from '../../../src/core/operations/decisions.ts';
import type { OperationName } from '../../../src/core/operations/operations.ts';
import { withTrust } from '../../../src/sidecar/withTrust.ts';

/** Operations that ask the ledger for a decision; approving and rejecting share one. */
const deciding = Object.keys(DECISIONS).flatMap((name) => (name === 'answerRequest' ? ['approveRequest', 'rejectRequest'] : [name])) as OperationName[];

const params = { cwd: '/p' } as never;

it('nothing is decided in a workspace that is not trusted, since who decides is read from Git', () => {
  for (const name of deciding) {
    expect(() => withTrust(name, params, false), name).toThrow(expect.objectContaining({ code: 'policy.refused', details: { reason: 'untrusted' } }));
    expect(withTrust(name, params, true), name).toBe(params);
  }
});

it('what reads is done, and is told that Git may not be run', () => {
  expect(withTrust('listModels', params, false)).toBe(params);
  expect(withTrust('diffVersions', params, false)).toEqual({ cwd: '/p', trusted: false });
  expect(withTrust('verifyRegistry', { cwd: '/p', trusted: true }, false)).toEqual({ cwd: '/p', trusted: false });
});
