import { INLINE_TENSORS, type Manifest, type ManifestFile } from '../../core/model/manifest.ts';
import type { IngestedFile } from '../../core/ports/objectStore.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { canonicalJson, type Json } from '../../core/text/canonicalJson.ts';
import { toHex } from '../../core/text/encodings.ts';

/** A manifest with its digest, and the objects that it needs in the store: itself and tables of many tensors. */
export interface BuiltManifest {
  readonly manifest: Manifest;
  readonly sha256: string;
  readonly objects: readonly Uint8Array[];
}

/** The manifest of files that were read; the same bytes give the same manifest, wherever they lay. */
export function buildManifest(runtime: Runtime, files: readonly IngestedFile[]): BuiltManifest {
  const objects: Uint8Array[] = [];
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: Manifest = { files: sorted.map((file) => manifestFile(runtime, file, objects)), v: 1 };
  const bytes = runtime.encode(canonicalJson(manifest as unknown as Json));
  return { manifest, sha256: toHex(runtime.sha256(bytes)), objects: [...objects, bytes] };
}

function manifestFile(runtime: Runtime, file: IngestedFile, objects: Uint8Array[]): ManifestFile {
  const base = { path: file.path, size: file.size, sha256: file.sha256, media: file.facts?.media ?? mediaOf(file.path) };
  if (file.tensors.length === 0) return base;
  if (file.tensors.length <= INLINE_TENSORS) return { ...base, tensors: file.tensors };
  const table = runtime.encode(canonicalJson(file.tensors as unknown as Json));
  objects.push(table);
  return { ...base, tensorTable: toHex(runtime.sha256(table)) };
}

const MEDIA: Readonly<Record<string, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  md: 'text/markdown',
  txt: 'text/plain',
  csv: 'text/csv',
  py: 'text/x-python',
};

function mediaOf(path: string): string {
  return MEDIA[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}
