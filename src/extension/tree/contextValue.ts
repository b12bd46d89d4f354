/** Kinds of nodes that menus tell apart. */
export type NodeKind =
  | 'project'
  | 'pending'
  | 'request'
  | 'model'
  | 'branch'
  | 'run'
  | 'version'
  | 'artifacts'
  | 'file'
  | 'lineage'
  | 'evaluations'
  | 'code'
  | 'object'
  | 'data'
  | 'value'
  | 'doubt'
  | 'missing'
  | 'more'
  | 'problem';

/** What menus ask of a node beside its kind. */
export type NodeFlag = 'declared' | 'empty' | 'changed' | 'stored' | 'external' | 'newest' | 'withdrawn' | 'local' | 'staged' | 'mine' | 'approved' | 'answerable' | 'tagged' | 'aliased' | 'labelled' | 'archived' | 'open' | 'closed';

/**
 * The `contextValue` of a node: `modelkeep.version+newest+stored`, flags in alphabetical order. Menus match it with
 * `viewItem =~ /^modelkeep\.version\b.*\+newest\b/`.
 */
export function contextValue(kind: NodeKind, flags: readonly NodeFlag[] = []): string {
  return [`modelkeep.${kind}`, ...new Set(flags)].toSorted((a, b) => (a.startsWith('modelkeep.') ? -1 : b.startsWith('modelkeep.') ? 1 : a < b ? -1 : 1)).join('+');
}
