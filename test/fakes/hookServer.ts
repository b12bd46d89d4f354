import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createServer as createRawServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that a receiver got, whole. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks on this machine. */
export interface HookServer {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when so many requests have come. */
  count(n: number): Promise<void>;
}

/** Answers by `answer`, which is given the number of the request, from 1. */
export async function hookServer(answer: (response: ServerResponse, n: number, socket: Socket) => void): Promise<HookServer> {
  const received: Received[] = [];
  const waiting: { readonly n: number; done(): void }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      answer(response, received.length, request.socket);
      for (const one of waiting) if (received.length >= one.n) one.done();
    });
  });
  return {
    url: `${await listen(server)}/hook`,
    received,
    count: (n) => (received.length >= n ? Promise.resolve() : new Promise((done) => waiting.push({ n, done }))),
  };
}

/** A server that answers anything with these bytes. */
export async function rawServer(bytes: string): Promise<string> {
  const server = createRawServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(bytes);
  });
  return listen(server);
}

async function listen(server: Server | ReturnType<typeof createRawServer>): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
