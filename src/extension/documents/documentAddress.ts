/** Scheme of our read-only documents. */
export const DOCUMENT_SCHEME = 'modelkeep';

/** What a document of ours shows. `preview`: text that was made for the occasion, kept under `key`. */
export type DocumentAddress =
  | { readonly kind: 'card' | 'record'; readonly cwd: string; readonly ref: string }
  | { readonly kind: 'patch' | 'environment' | 'data'; readonly cwd: string; readonly ref: string }
  | { readonly kind: 'file'; readonly cwd: string; readonly ref: string; readonly of: 'code' | 'artifact'; readonly repository: string; readonly path: string }
  | { readonly kind: 'policy'; readonly cwd: string }
  | { readonly kind: 'preview'; readonly key: string };

const KINDS: ReadonlySet<string> = new Set(['file', 'card', 'record', 'patch', 'environment', 'data']);

/** Title that the tab shows; its ending chooses the language. */
export function documentTitle(address: DocumentAddress): string {
  if (address.kind === 'preview') return `${address.key}.md`;
  if (address.kind === 'policy') return 'policy in force.jsonc';
  const name = address.ref.replace(/:/g, ' ').replace(/[\\/\u0000-\u001f]/g, '-');
  if (address.kind === 'file') return `${name}/${address.path.replace(/[\u0000-\u001f]/g, '-')}`;
  const endings = { card: '.md', record: '.json', patch: '.patch', environment: ' packages.json', data: ' data.json' } as const;
  return `${name}${endings[address.kind]}`;
}

/** The query part of a document's address. */
export function writeAddress(address: DocumentAddress): string {
  return JSON.stringify(address);
}

/** The address that {@link writeAddress} wrote; undefined for anything else (anybody can open an address). */
export function readAddress(query: string): DocumentAddress | undefined {
  const value = parse(query);
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  if (value.kind === 'preview' && 'key' in value && typeof value.key === 'string') return { kind: 'preview', key: value.key };
  if (value.kind === 'policy' && 'cwd' in value && typeof value.cwd === 'string') return { kind: 'policy', cwd: value.cwd };
  if (typeof value.kind !== 'string' || !KINDS.has(value.kind) || !('cwd' in value) || !('ref' in value)) return undefined;
  if (typeof value.cwd !== 'string' || typeof value.ref !== 'string') return undefined;
  if (value.kind === 'file') return fileAddress({ ...value, cwd: value.cwd, ref: value.ref });
  return { kind: value.kind as 'card', cwd: value.cwd, ref: value.ref };
}

function fileAddress(value: { readonly cwd: string; readonly ref: string; readonly of?: unknown; readonly repository?: unknown; readonly path?: unknown }): DocumentAddress | undefined {
  const { cwd, ref, of, repository, path } = value;
  if ((of !== 'code' && of !== 'artifact') || typeof repository !== 'string' || typeof path !== 'string') return undefined;
  return { kind: 'file', cwd, ref, of, repository, path };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
