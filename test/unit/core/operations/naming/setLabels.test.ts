import { expect, it } from 'vitest';
import { RegistryError } from '../../../../../src/core/errors.ts';
import { requireLabels } from '../../../../../src/core/operations/naming/setLabels.ts';

const TEN_MEGABYTES = 'x'.repeat(10_000_000);

it.each([
  ['value', 'usage.invalid', { name: 'team', value: TEN_MEGABYTES }],
  ['name', 'name.invalid', { name: TEN_MEGABYTES, value: 'risk' }],
])('a label whose %s has 10 MB is refused by a short sentence', (_, code, label) => {
  const error = refusal(label);
  expect(error.code).toBe(code);
  expect(JSON.stringify(error.toJSON()).length).toBeLessThan(2000);
});

function refusal(label: { readonly name: string; readonly value: string }): RegistryError {
  try {
    requireLabels([label]);
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
