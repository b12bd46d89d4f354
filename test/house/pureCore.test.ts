import { describe, expect, it } from 'vitest';
import { sourceFiles, type SyntaxNode, visitFile, visitSource, type Visit } from './sourceFiles.ts';

/** What would make a replay of the same ledger give something else: time, chance, the machine, its language settings. */
const impureNames = new Set([
  'Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'crypto', 'Intl', 'globalThis', 'window', 'self',
  'process', 'Buffer', 'require', 'fetch', 'console', 'eval', 'Function', 'WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer',
]);
const impureMembers = new Set(['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase', 'toLocaleDateString']);

function impurities(visitAll: (visit: Visit) => void): readonly string[] {
  const found: string[] = [];
  visitAll((node, field, parent) => {
    const name = node['name'];
    if (node.type !== 'Identifier' || typeof name !== 'string') return;
    if (isMember(field, parent)) {
      const object = (parent?.['object'] as SyntaxNode | undefined)?.['name'];
      if (impureMembers.has(name) || (object === 'Math' && name === 'random')) found.push(name);
    } else if (impureNames.has(name) && !readsDateText(node, parent)) {
      found.push(name);
    }
  });
  return found;
}

/** Date.parse and Date.UTC only calculate. */
function readsDateText(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  const member = (parent?.['property'] as SyntaxNode | undefined)?.['name'];
  return node['name'] === 'Date' && parent?.type === 'MemberExpression' && (member === 'parse' || member === 'UTC');
}

/** The name after a dot or before a colon is not a reference to a global. */
function isMember(field: string, parent: SyntaxNode | undefined): boolean {
  return (field === 'property' || field === 'key') && parent?.['computed'] !== true;
}

describe('the core', () => {
  it('has no clock, no randomness, no process and no file system', () => {
    const found = sourceFiles('src/core').flatMap((file) => impurities((visit) => visitFile(file, visit)).map((name) => `${file} uses ${name}`));
    expect(found).toEqual([]);
  });

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'process.env', 'setTimeout(f, 1)', 'globalThis.x', 'a.localeCompare(b)', 'crypto.subtle', 'performance.now()'])(
    'would be caught using %s',
    (text) => {
      expect(impurities((visit) => visitSource('any.ts', text, visit))).toHaveLength(1);
    },
  );

  it('may call its own things by such names after a dot', () => {
    expect(impurities((visit) => visitSource('any.ts', 'Date.parse(iso); const a = { process: 1 }; a.process; type T = { crypto: 1 }; Math.floor(1)', visit))).toEqual([]);
  });
});
