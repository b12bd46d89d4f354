import { expect, it } from 'vitest';
import { recordShape } from '../../../../src/core/model/recordShape.ts';
import { sampleLineage } from '../../../fakes/sampleVersions.ts';

const record = (folder: string): unknown => ({ v: 1, model: 'm', branch: 'main', parents: [], manifest: 'ab'.repeat(32), params: [], metrics: [], lineage: { ...sampleLineage(), folder } });

it('takes a folder of the project, and none that a restore would leave it by', () => {
  expect(recordShape(record('models/m'), 'record')).toBeUndefined();
  for (const folder of ['../elsewhere', '/etc/cron.d', '.git/hooks']) expect(recordShape(record(folder), 'record')).toBe('record.lineage.folder has a wrong form');
});
