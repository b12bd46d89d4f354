import { join } from 'node:path';
import { openObjectStore } from '../../../../src/adapters/objects/openObjectStore.ts';
import { describeObjectStore } from '../../../conformance/objectStore.ts';
import { MemoryObjectStore } from '../../../fakes/memoryObjectStore.ts';
import { detectHandMade } from './handMadeModel.ts';

const programFolder = join(import.meta.dirname, '../../../../src/adapters/objects');

describeObjectStore('a folder', (folder) => openObjectStore({ folder, programFolder, detectFormat: detectHandMade }));
describeObjectStore('the fake in memory', async () => new MemoryObjectStore());
