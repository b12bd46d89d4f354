import { createMessageConnection, StreamMessageWriter, type Message, type MessageConnection } from 'vscode-jsonrpc/node';
import { RegistryError } from '../core/errors.ts';
import { FrameReader } from './frameReader.ts';
import { MAX_MESSAGE_BYTES } from './protocol.ts';
import { toWireError } from './wireError.ts';

/** Both ends of a pipe, and how they are used. */
export interface ConnectionParts {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly maxMessageBytes?: number;
  /** Told of what goes wrong with the protocol itself, never of the errors of calls. `broken`: nothing more will be read. */
  onFault(message: string, broken: boolean): void;
}

/**
 * JSON-RPC over a pair of streams, bounded in both directions. It does not listen yet. An answer that is too long is
 * replaced by an error, so that nobody waits for it.
 */
export function openConnection(parts: ConnectionParts): MessageConnection {
  const max = parts.maxMessageBytes ?? MAX_MESSAGE_BYTES;
  const writer = new StreamMessageWriter(parts.output, {
    contentTypeEncoder: { name: 'application/json', encode: (message) => Promise.resolve(encodeWithin(message, max)) },
  });
  const fault = (message: string): void => parts.onFault(message, false);
  const logger = { error: fault, warn: fault, info: () => undefined, log: () => undefined };
  const reader = new FrameReader(parts.input, max);
  reader.onError((error) => parts.onFault(error.message, true));
  writer.onError(([error]) => fault(error.message));
  return createMessageConnection(reader, writer, logger);
}

function encodeWithin(message: Message, max: number): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(message), 'utf8');
  if (bytes.length <= max) return bytes;
  if (!('id' in message) || 'method' in message) throw new Error(`A message of ${bytes.length} bytes is longer than the ${max} that are allowed.`);
  const error = toWireError(new RegistryError('internal', `The answer has ${bytes.length} bytes, more than the ${max} that fit into a message.`));
  return Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: message.id, error: error.toJson() }), 'utf8');
}
