import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact } from '../../../src/rpc/redact.ts';

const redact = createRedact({});

describe('redact', () => {
  it.each([
    ['credentials of a URL', 'push to https://ann:hunter22@example.org/x.git failed', 'push to https://***@example.org/x.git failed'],
    ['a token as user of a URL', 'https://ghp_0123456789abcdefghijABCDEFGHIJ012345@github.com/a/b', 'https://***@github.com/a/b'],
    ['a password with an @ in it', 'postgres://u:p@ss@host/db', 'postgres://***@host/db'],
    ['a header', 'Authorization: Bearer abcdef.ghijkl', 'Authorization: *** ***'],
    ['a bare bearer', 'sent Bearer abcdefghijkl now', 'sent Bearer *** now'],
    ['a signed URL', 'GET https://b.s3.amazonaws.com/k?X-Amz-Signature=0a1b2c&X-Amz-Date=20260101', 'GET https://b.s3.amazonaws.com/k?X-Amz-Signature=***&X-Amz-Date=20260101'],
    ['an assignment', 'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG run', 'AWS_SECRET_ACCESS_KEY=*** run'],
    ['a JSON field', '{"password": "a \\"b\\" c", "user": "ann"}', '{"password": ***, "user": "ann"}'],
    ['an AWS key id', 'key AKIAIOSFODNN7EXAMPLE used', 'key *** used'],
    ['a Hugging Face token', 'hf_abcdefghijklmnopqrstuvwxyz', '***'],
    ['a web token', 'cookie eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0abc.SflKxwRJSM', 'cookie ***'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end', '*** end'],
  ])('hides %s', (_what, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('hides the values of variables whose names say that they are secret', () => {
    const own = createRedact({ WANDB_API_KEY: 'abc123def', MY_PASSWORD: 'correct horse', SSH_AUTH_SOCK: '/run/agent', PATH: '/usr/bin', KEYBOARD: 'qwertz', SHORT_KEY: 'abc' });
    expect(own('abc123def and correct horse at /run/agent and /usr/bin with qwertz, abc')).toBe('*** and *** at /run/agent and /usr/bin with qwertz, abc');
  });

  it('leaves alone what is no secret', () => {
    for (const text of [
      'fraud-detector:v3 committed in 120 ms, 3 files',
      'sha256:abababababababababababababababababababababababababababababababab',
      'https://example.org/a@b/c?page=2',
      '/home/ann/models/model.safetensors',
      'tokens: 12',
      'at Session.run (/ext/dist/sidecar.js:10:5)',
    ]) {
      expect(redact(text)).toBe(text);
    }
  });

  it('makes control characters and escape codes inert', () => {
    expect(redact('a\u001b[31mred\u0007\u202e')).toBe('a\ufffd[31mred\ufffd\ufffd');
    expect(redact('two\nlines\tand a tab')).toBe('two\nlines\tand a tab');
  });

  it('never lets the password of a URL through', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9._~!$*+=-]{8,30}$/);
    fc.assert(
      fc.property(secret, fc.string(), (password, around) => {
        const before = around.replaceAll(password, '').replaceAll('@', '');
        expect(redact(`${before} https://user:${password}@host/x`)).not.toContain(`:${password}@`);
      }),
    );
  });

  it('does not run away on what is made to be slow', () => {
    for (const text of ['a'.repeat(1e6), 'password='.repeat(2000), `https://${'a:'.repeat(8000)}`, '"\\'.repeat(8000), `token="${'\\'.repeat(16_000)}`, '-----BEGIN PRIVATE KEY-----'.repeat(600), 'eyJ'.repeat(5000), 'a-'.repeat(8000)]) {
      const begun = performance.now();
      redact(text);
      expect(performance.now() - begun, text.slice(0, 20)).toBeLessThan(10_000);
    }
  });
});
