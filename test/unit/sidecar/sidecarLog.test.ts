import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../src/rpc/methods.ts';
import { createRedact } from '../../../src/rpc/redact.ts';
import { createSidecarLog, stderrLine } from '../../../src/sidecar/sidecarLog.ts';
import { runtimeComplaint } from '../../../src/sidecar/runtimeComplaint.ts';

describe('the log', () => {
  it('holds stack and causes of a failure, and no secret', () => {
    const entries: LogEntry[] = [];
    const log = createSidecarLog(createRedact({ MY_TOKEN: 'tok-123456' }), (entry) => entries.push(entry));
    log.failure('error', 'commitVersion', new Error('outer', { cause: new Error('https://a:b@host said tok-123456', { cause: 'plain' }) }));
    const message = entries[0]?.message ?? '';
    expect(message).toContain('commitVersion: Error: outer');
    expect(message).toContain('sidecarLog.test.ts');
    expect(message).toContain('caused by Error: https://***@host said ***');
    expect(message).toContain('caused by plain');
  });

  it('ends chains of causes that never end', () => {
    const entries: LogEntry[] = [];
    const error = new Error('round');
    error.cause = error;
    createSidecarLog(createRedact({}), (entry) => entries.push(entry)).failure('warn', 'x', error);
    expect(entries[0]?.message.match(/caused by/g)).toHaveLength(4);
  });

  it('is one line per entry on stderr', () => {
    expect(stderrLine({ level: 'warn', message: 'a\nb\r\nc' })).toBe('[warn] a ⏎ b ⏎ c\n');
  });
});

describe('the runtime', () => {
  it('is refused below Node-API 10, with what is needed', () => {
    expect(runtimeComplaint({ node: '24.1.0', napi: '10' })).toBeUndefined();
    expect(runtimeComplaint({ node: '26.0.0', napi: '11' })).toBeUndefined();
    expect(runtimeComplaint({ node: '20.19.0', napi: '9' })).toBe('Modelkeep needs Node 22.14 or later (VS Code 1.101 or later); this is Node 20.19.0.');
    expect(runtimeComplaint({ node: '1.0.0' })).toContain('this is Node 1.0.0');
  });
});
