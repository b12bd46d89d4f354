import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceKeyPath, openDeviceKey } from '../../../../src/adapters/keys/deviceKeyFile.ts';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { temporaryFolder } from '../../../fakes/temporaryProject.ts';

describe('the key of a device', () => {
  it('is made once, readable by its owner alone, and signs what others can check', () => {
    const file = deviceKeyPath(temporaryFolder(), 'r_x', 'copy', 'my host');
    const key = openDeviceKey(file);
    expect(openDeviceKey(file).device).toBe(key.device);
    expect(key.device).toMatch(/^d_[a-z2-7]{16}$/);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    const message = Buffer.from('hello');
    expect(nodeRuntime.verifyEd25519(key.publicKey, message, key.sign(message))).toBe(true);
    expect(nodeRuntime.verifyEd25519(key.publicKey, Buffer.from('hullo'), key.sign(message))).toBe(false);
    expect(nodeRuntime.verifyEd25519(new Uint8Array(31), message, key.sign(message))).toBe(false);
  });

  it('remembers its counter over restarts', () => {
    const file = join(temporaryFolder(), 'a.key');
    openDeviceKey(file).advance(41);
    expect(openDeviceKey(file).counter).toBe(41);
  });

  it('keeps a host name with separators inside its folder', () => {
    expect(deviceKeyPath('/home', 'r_x', 'copy', '../../etc/x')).toBe(join('/home', 'devices', 'r_x', 'copy-.._.._etc_x.key'));
  });

  it('says what to do about a damaged file, and leaves it there', () => {
    const file = join(temporaryFolder(), 'keys', 'a.key');
    mkdirSync(join(file, '..'));
    writeFileSync(file, 'rubbish');
    expect(() => openDeviceKey(file)).toThrow(expect.objectContaining({ code: 'registry.corrupt', hint: expect.stringContaining(file) }));
    expect(readFileSync(file, 'utf8')).toBe('rubbish');
  });
});
