import { describe, expect, it } from 'vitest';
import manifest from '../../../../package.json' with { type: 'json' };
import { contextValue } from '../../../../src/extension/tree/contextValue.ts';

describe('the context value of a node', () => {
  it('is its kind, then its flags in one order', () => {
    expect(contextValue('version', ['stored', 'newest'])).toBe('modelkeep.version+newest+stored');
    expect(contextValue('version', ['newest', 'stored', 'newest'])).toBe('modelkeep.version+newest+stored');
    expect(contextValue('file')).toBe('modelkeep.file');
  });

  it('is told apart by the menus of package.json', () => {
    const menus = manifest.contributes.menus;
    const shown = (value: string, entries: readonly Entry[] = menus['view/item/context']): readonly string[] => [...new Set(entries.filter((entry) => matches(entry.when ?? '', value)).map((entry) => (entry.command ?? entry.submenu ?? '').replace('modelkeep.', '')))].toSorted();
    expect(shown(contextValue('version', ['newest', 'stored']))).toEqual(['compare', 'copyId', 'copyReference', 'createBranch', 'deprecateVersion', 'name', 'openRecord', 'promoteVersion', 'rebuildCode', 'recordDeployment', 'recordEvaluation', 'restoreVersion', 'saveFilesAs', 'showAuditLog', 'showCard', 'stage', 'undoCommit', 'verify', 'withdrawVersion']);
    expect(shown(contextValue('version', ['external']))).toContain('storeVersion');
    expect(shown(contextValue('version', ['newest', 'stored', 'withdrawn']))).not.toContain('undoCommit');
    expect(shown(contextValue('version', ['stored', 'withdrawn']))).not.toContain('promoteVersion');
    expect(shown(contextValue('version', ['staged', 'stored']))).not.toContain('withdrawVersion');
    expect(shown(contextValue('version', ['staged', 'stored']), menus['modelkeep.stage'])).toEqual(['demoteVersion', 'explainStage', 'openRequest', 'rollbackStage']);
    expect(shown(contextValue('version', ['stored']), menus['modelkeep.stage'])).toEqual(['explainStage', 'openRequest']);
    expect(shown(contextValue('version', ['labelled', 'tagged']), menus['modelkeep.name'])).toEqual(['describeVersion', 'removeLabels', 'retireTag', 'setAlias', 'setLabels', 'tagVersion']);
    expect(shown(contextValue('version', ['stored']))).not.toContain('undoCommit');
    expect(shown(contextValue('model', ['declared']))).toEqual(['archiveModel', 'commitVersion', 'copyReference', 'nameModel', 'openConfig', 'rollbackStage', 'showAuditLog', 'showCard', 'showDiskUsage', 'showStages']);
    expect(shown(contextValue('model', ['archived', 'declared']))).toContain('unarchiveModel');
    expect(shown(contextValue('model', ['empty']))).toEqual(['commitVersion', 'showDiskUsage', 'trackModel']);
    expect(shown(contextValue('request', ['answerable']))).toEqual(['approveRequest', 'rejectRequest', 'showRequest']);
    expect(shown(contextValue('request', ['approved', 'mine']))).toEqual(['cancelRequest', 'promoteRequest', 'showRequest']);
    expect(shown(contextValue('branch', ['open']))).toEqual(['adoptBranch', 'closeBranch', 'commitVersion']);
    expect(shown(contextValue('branch', ['closed']))).toEqual(['adoptBranch', 'reopenBranch']);
    expect(shown(contextValue('branch', ['open', 'empty']))).toEqual(['closeBranch', 'commitVersion']);
    expect(shown(contextValue('value'))).toEqual(['copyValue']);
    expect(shown(contextValue('more'))).toEqual([]);
  });
});

interface Entry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

/** The parts of a `when` clause about `viewItem`, tried on a value. */
function matches(when: string, value: string): boolean {
  return when.split(' && ').every((part) => {
    const pattern = /^viewItem =~ \/(.*)\/$/.exec(part)?.[1];
    if (pattern !== undefined) return new RegExp(pattern).test(value);
    const exact = /^viewItem == (.*)$/.exec(part)?.[1];
    return exact === undefined || exact === value;
  });
}
