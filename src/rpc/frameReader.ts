import { AbstractMessageReader, type DataCallback, type Disposable, type MessageReader } from 'vscode-jsonrpc/node';
import { MAX_MESSAGE_BYTES } from './protocol.ts';

/** Longest header that a message may have, its empty line included. */
const MAX_HEADER_BYTES = 512;
const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * Reads messages of JSON-RPC framed by `Content-Length`, bounded: the reader of vscode-jsonrpc waits for ever, and keeps
 * everything, when it is fed what is no message or one that claims any length. After the first fault nothing is read any
 * more (`onError`, then `onClose`), since the stream cannot be trusted to be in step again.
 */
export class FrameReader extends AbstractMessageReader implements MessageReader {
  readonly #stream: NodeJS.ReadableStream;
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #held = 0;
  /** Bytes of the body that is being read; undefined while a header is. */
  #expected: number | undefined;
  #over = false;

  constructor(stream: NodeJS.ReadableStream, maxBytes: number = MAX_MESSAGE_BYTES) {
    super();
    this.#stream = stream;
    this.#maxBytes = maxBytes;
  }

  listen(callback: DataCallback): Disposable {
    const onData = (chunk: Buffer): void => this.#take(chunk, callback);
    const onError = (error: Error): void => this.fireError(error);
    const onClose = (): void => this.#close();
    this.#stream.on('data', onData).on('error', onError).on('end', onClose).on('close', onClose);
    return {
      dispose: () => {
        this.#stream.off('data', onData).off('error', onError).off('end', onClose).off('close', onClose);
      },
    };
  }

  #take(chunk: Buffer, callback: DataCallback): void {
    if (this.#over) return;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    try {
      for (let body = this.#next(); body !== undefined && !this.#over; body = this.#next()) callback(asMessage(body));
    } catch (error) {
      this.#chunks = [];
      this.fireError(error);
      this.#close();
    }
  }

  /** The next whole body, or undefined until more has come. */
  #next(): Buffer | undefined {
    this.#expected ??= this.#readHeader();
    if (this.#expected === undefined || this.#held < this.#expected) return undefined;
    const all = this.#join();
    const body = all.subarray(0, this.#expected);
    this.#keep(all.subarray(this.#expected));
    this.#expected = undefined;
    return body;
  }

  #readHeader(): number | undefined {
    if (this.#held === 0) return undefined;
    const all = this.#join();
    const end = all.subarray(0, MAX_HEADER_BYTES).indexOf(HEADER_END);
    if (end < 0) {
      if (all.length >= MAX_HEADER_BYTES) throw new Error('What came in is no message: it has no header.');
      return undefined;
    }
    const length = contentLength(all.toString('latin1', 0, end));
    if (length > this.#maxBytes) throw new Error(`A message of ${length} bytes is longer than the ${this.#maxBytes} that are allowed.`);
    this.#keep(all.subarray(end + HEADER_END.length));
    return length;
  }

  #join(): Buffer {
    const all = this.#chunks.length === 1 && this.#chunks[0] !== undefined ? this.#chunks[0] : Buffer.concat(this.#chunks, this.#held);
    this.#chunks = [all];
    return all;
  }

  #keep(rest: Buffer): void {
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
  }

  #close(): void {
    if (this.#over) return;
    this.#over = true;
    this.fireClose();
  }
}

function contentLength(header: string): number {
  for (const line of header.split('\r\n')) {
    const digits = /^content-length: *(\d{1,12})$/i.exec(line)?.[1];
    if (digits !== undefined) return Number(digits);
  }
  throw new Error('What came in is no message: its header has no Content-Length.');
}

function asMessage(body: Buffer): Parameters<DataCallback>[0] {
  const message: unknown = JSON.parse(body.toString('utf8'));
  if (typeof message !== 'object' || message === null || Array.isArray(message) || !('jsonrpc' in message) || message.jsonrpc !== '2.0') {
    throw new Error('What came in is no message of JSON-RPC.');
  }
  return message as Parameters<DataCallback>[0];
}
