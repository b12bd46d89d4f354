import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { RegistryError } from '../../../src/core/errors.ts';
import type { OperationName, OperationParams, OperationResult } from '../../../src/core/operations/operations.ts';
import { operationNames, operationSchemas } from '../../../src/rpc/schemas/operations.ts';
import { samples } from '../../sidecar/samples.ts';
import { makePair } from './pair.ts';

/** Without `readonly` and without the index signature that a loose schema has. */
type Bare<T> = T extends readonly (infer E)[] ? Bare<E>[] : T extends object ? { -readonly [K in keyof T as string extends K ? never : K]: Bare<T[K]> } : T;
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
type Schemas = typeof operationSchemas;
type Params<N extends OperationName> = Bare<v.InferOutput<Schemas[N]['params']>>;
type Result<N extends OperationName> = Bare<v.InferOutput<Schemas[N]['result']>>;
/** Names of operations whose schema says something else than the core does, in either direction. */
type Differing = {
  [N in OperationName]: [Params<N>, Bare<OperationParams<N>>, Result<N>, Bare<OperationResult<N>>] extends [infer A, infer B, infer C, infer D]
    ? [Mutual<A, B>, Mutual<C, D>] extends [true, true]
      ? never
      : N
    : never;
}[OperationName];
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? Same<DeepKeys<A>, DeepKeys<B>> : false) : false;
/** Every path of field names, so that an optional field that is missing on one side is seen. */
type DeepKeys<T> = T extends readonly (infer E)[] ? DeepKeys<E> : T extends object ? { [K in keyof T & string]: K | `${K}.${DeepKeys<T[K]>}` }[keyof T & string] : never;

describe('the contract', () => {
  it('is that of the core, field by field, proved by the compiler', () => {
    const same: Same<Differing, never> = true;
    const exact: Same<keyof Schemas, OperationName> = true;
    expect([same, exact]).toEqual([true, true]);
  });

  it.each(operationNames)('%s crosses the wire unchanged', async (name) => {
    const { host, ask } = await makePair();
    const { params, result } = samples[name];
    expect(await ask.operation(name, params)).toEqual(result);
    expect(host.seen).toEqual([{ name, params }]);
  });

  it.each(operationNames)('%s refuses a field that it does not know, at both ends', async (name) => {
    const { params } = samples[name];
    const more = { ...params, shell: 'rm' };
    const { host, ask } = await makePair();
    await expect(ask.operation(name, more)).rejects.toMatchObject({ code: 'usage.invalid', message: expect.stringContaining('shell') as string });
    expect(v.is(operationSchemas[name].params, more)).toBe(false);
    expect(host.seen).toEqual([]);
  });

  it('lets a result have fields that an older window does not know', () => {
    for (const name of operationNames) expect(v.is(operationSchemas[name].result, { ...samples[name].result, later: 1 }), name).toBe(true);
  });

  it('refuses relative folders, empty and endless names, NUL and pages without measure', () => {
    const bad = [
      { cwd: 'here' },
      { cwd: '' },
      { cwd: '/a\0b' },
      { cwd: `/${'x'.repeat(40_000)}` },
      { cwd: '/p', limit: 0 },
      { cwd: '/p', limit: 1e6 },
      { cwd: '/p', limit: 1.5 },
      { cwd: '/p', limit: Number.NaN },
      null,
      [],
    ];
    for (const params of bad) expect(v.is(operationSchemas.listModels.params, params), JSON.stringify(params)).toBe(false);
    expect(v.is(operationSchemas.listModels.params, { cwd: 'C:\\work' })).toBe(true);
  });

  it('sees a row of a wrong shape in the middle of a long page', () => {
    const page = { versions: Array.from({ length: 1000 }, (_, i) => ({ ...samples.logVersions.result.versions[0], number: String(i) })) };
    expect(v.is(operationSchemas.logVersions.result, page)).toBe(false);
  });

  it('names the misfit of an answer, and whose fault it is', async () => {
    const { ask, failures } = await makePair();
    const error: unknown = await ask.operation('showObject', { cwd: '/wrong', ref: 'm', object: 'data' }).catch((caught: unknown) => caught);
    expect(RegistryError.is(error, 'internal')).toBe(true);
    expect(String(error)).toContain('text');
    expect(failures).toHaveLength(1);
  });
});
