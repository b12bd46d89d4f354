import { expect, it } from 'vitest';
import { documentTitle, readAddress, writeAddress } from '../../../../src/extension/documents/documentAddress.ts';

it('an address comes back as it was written', () => {
  const address = { kind: 'card', cwd: '/a b/ü?&#', ref: 'team/model:v7' } as const;
  expect(readAddress(writeAddress(address))).toEqual(address);
  expect(documentTitle(address)).toBe('team-model v7.md');
});

it('anything else is no address', () => {
  for (const query of ['', '{', 'null', '[]', '{"kind":"card"}', '{"kind":"shell","cwd":"/","ref":"x"}', '{"kind":"card","cwd":1,"ref":"x"}']) expect(readAddress(query)).toBeUndefined();
});
