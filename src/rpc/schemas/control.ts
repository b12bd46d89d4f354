import * as v from 'valibot';
import type { LogEntry, RpcControls, RpcNotifications } from '../methods.ts';
import { absolutePath, count, text } from './values.ts';

const nothing = v.strictObject({});
const level = v.picklist(['trace', 'debug', 'info', 'warn', 'error']) satisfies v.GenericSchema<unknown, LogEntry['level']>;

/** Schemas of the methods that are no operations. */
export const controlSchemas = {
  initialize: {
    params: v.strictObject({ protocol: count, version: text, trusted: v.boolean() }),
    result: v.looseObject({ protocol: count, version: text, pid: count, runtime: text }),
  },
  setTrusted: { params: v.strictObject({ trusted: v.boolean() }), result: nothing },
  watch: { params: v.strictObject({ cwd: absolutePath }), result: nothing },
  unwatch: { params: v.strictObject({ cwd: absolutePath }), result: nothing },
} satisfies {
  readonly [M in keyof RpcControls]: {
    readonly params: v.GenericSchema<unknown, RpcControls[M]['params']>;
    readonly result: v.GenericSchema<unknown, RpcControls[M]['result']>;
  };
};

/** Schemas of what the sidecar says unasked. */
export const notificationSchemas = {
  progress: v.looseObject({
    job: count,
    bytes: count,
    total: count,
    rate: count,
    phase: v.picklist(['reading', 'storing', 'writing', 'verifying', 'ledger']),
    path: v.exactOptional(text),
  }),
  registryChanged: v.looseObject({ root: text }),
  log: v.looseObject({ level, message: text }),
} satisfies { readonly [N in keyof RpcNotifications]: v.GenericSchema<unknown, RpcNotifications[N]> };
