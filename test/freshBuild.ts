import { buildIfStale } from './build.ts';

/** Builds what the editor loads, when its sources are newer. */
export function setup(): void {
  if (!buildIfStale()) throw new Error('the build failed');
}
