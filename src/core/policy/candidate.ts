import type { VersionRow } from '../model/rows.ts';

/** A version that gates look at: one of the catalogue, or one that is about to be committed. */
export type Candidate = Pick<VersionRow, 'id' | 'model' | 'number' | 'record' | 'manifest' | 'size' | 'author' | 'device'>;
