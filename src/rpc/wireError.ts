import * as v from 'valibot';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { ErrorCode, ErrorJson } from '../core/errors.ts';
import { RegistryError } from '../core/errors.ts';

/** JSON-RPC code of every error that carries a {@link RegistryError} in its data. */
const REGISTRY_ERROR = -32_000;

const codes: Readonly<Record<ErrorCode, true>> = {
  'usage.invalid': true,
  'name.invalid': true,
  'reference.invalid': true,
  'reference.notFound': true,
  'reference.ambiguous': true,
  'query.invalid': true,
  'registry.missing': true,
  'registry.exists': true,
  'registry.notHere': true,
  'registry.readOnly': true,
  'registry.newer': true,
  'registry.syncFolder': true,
  'registry.busy': true,
  'registry.corrupt': true,
  'registry.vanished': true,
  'config.invalid': true,
  'path.missing': true,
  'path.empty': true,
  'path.unreadable': true,
  'path.notAFile': true,
  'path.unsafe': true,
  'path.outside': true,
  'path.loop': true,
  'path.twins': true,
  'path.tooMany': true,
  'file.changed': true,
  'file.differs': true,
  'file.unreadable': true,
  'shard.missing': true,
  'include.ambiguous': true,
  'store.full': true,
  'store.failed': true,
  'store.missing': true,
  'store.corrupt': true,
  'ledger.invalid': true,
  'ledger.gap': true,
  'ledger.changed': true,
  'record.tooLarge': true,
  conflict: true,
  'policy.refused': true,
  'runtime.tooOld': true,
  cancelled: true,
  internal: true,
};

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const detail = v.union([scalar, v.array(v.string()), v.array(v.record(v.string(), scalar))]);
const errorJson = v.object({
  code: v.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(codes, code)),
  message: v.string(),
  hint: v.exactOptional(v.string()),
  details: v.exactOptional(v.record(v.string(), detail)),
}) satisfies v.GenericSchema<unknown, ErrorJson>;

/** The error as an answer of JSON-RPC: sentence as message, the whole of it as data. */
export function toWireError(error: RegistryError): ResponseError<ErrorJson> {
  return new ResponseError(REGISTRY_ERROR, error.message, error.toJSON());
}

/** The error that {@link toWireError} wrote; everything else that a call can die of becomes `internal`. */
export function fromWireError(error: unknown): RegistryError {
  if (RegistryError.is(error)) return error;
  const json = v.safeParse(errorJson, error instanceof ResponseError ? error.data : undefined);
  if (json.success) return RegistryError.fromJSON(json.output);
  const reason = error instanceof Error ? error.message : String(error);
  return new RegistryError('internal', `The call to the sidecar failed: ${reason}`, { hint: 'Show the log.', cause: error });
}
