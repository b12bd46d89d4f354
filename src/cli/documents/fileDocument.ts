import type { ManifestFile } from '../../core/model/manifest.ts';

/** A file of a version as JSON. Tensors stay in the manifest: there may be thousands. */
export function fileDocument({ path, size, sha256 }: ManifestFile): object {
  return { path, size, sha256 };
}
