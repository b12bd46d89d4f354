import { describe, expect, it } from 'vitest';
import { restartDelay } from '../../../../src/extension/sidecar/restartDelay.ts';
import { sidecarEnvironment } from '../../../../src/extension/sidecar/sidecarEnvironment.ts';

describe('the environment of the sidecar', () => {
  it('runs the editor as Node and has nothing of the editor', () => {
    const env = { PATH: '/bin', NODE_OPTIONS: '--inspect', node_options: 'x', VSCODE_PID: '1', VSCODE_IPC_HOOK: 'x', HOME: '/h', ELECTRON_RUN_AS_NODE: '' };
    expect(sidecarEnvironment(env)).toEqual({ PATH: '/bin', HOME: '/h', ELECTRON_RUN_AS_NODE: '1' });
  });
});

describe('the delay of a restart', () => {
  it('doubles from half a second to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(restartDelay)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });
});
