import { startSidecar } from '../../src/sidecar/startSidecar.ts';
import { FakeHost } from './fakeHost.ts';

// The sidecar's process around a fake host: what tests of its life and death need to be able to ask for.
startSidecar({ version: '1.2.3', createHost: () => new FakeHost() });
