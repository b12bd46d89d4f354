import { createHash } from 'node:crypto';
import type { CommitVersion } from '../../src/core/operations/commitVersion.ts';

/** A commit of content that nothing but `content` tells apart. */
export function commitOf(model: string, content: string, more: Partial<CommitVersion> = {}): CommitVersion {
  return {
    model,
    branch: 'main',
    parents: [],
    manifest: createHash('sha256').update(content).digest('hex'),
    params: [],
    metrics: [],
    lineage: { code: [], data: [], paramSources: [], metricSources: [], bases: [], facts: [], doubts: [], missing: [] },
    message: `Commit ${content}`,
    author: 'Ana',
    files: 1,
    size: content.length,
    storage: 'stored',
    places: [],
    allowSame: false,
    ...more,
  };
}

/** Somebody who may commit and no more. */
export const CONTRIBUTOR = { id: 'd_aaaaaaaaaaaaaaaa', name: 'Ana', roles: ['contributor'], device: 'd_aaaaaaaaaaaaaaaa' } as const;
