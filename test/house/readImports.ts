import { type SyntaxNode, visitSource } from './sourceFiles.ts';

/** Stands for a name that is known only at run time. */
export const computed = '(computed)';

/** Every module that a text imports, in any of the ways there are: types too, at run time too. */
export function readImports(path: string, text: string): readonly string[] {
  const found: string[] = [];
  visitSource(path, text, (node) => {
    const source = importedBy(node);
    if (source !== undefined) found.push(source);
  });
  return found;
}

function importedBy(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'TSImportType':
      return node['source'] === null ? undefined : literal(node['source']);
    case 'ImportExpression':
      return literal(node['source']);
    case 'TSExternalModuleReference':
      return literal(node['expression']);
    case 'CallExpression':
      return callsLoader(node['callee'] as SyntaxNode) ? literal((node['arguments'] as readonly unknown[])[0]) : undefined;
    default:
      return undefined;
  }
}

/** `require(…)`, `require.resolve(…)`, `process.getBuiltinModule(…)`. */
function callsLoader(callee: SyntaxNode): boolean {
  const called = callee.type === 'MemberExpression' ? (callee['property'] as SyntaxNode) : callee;
  const object = callee.type === 'MemberExpression' ? (callee['object'] as SyntaxNode)['name'] : undefined;
  return called['name'] === 'getBuiltinModule' || called['name'] === 'require' || object === 'require';
}

function literal(node: unknown): string {
  const value = typeof node === 'object' && node !== null && 'value' in node ? node.value : undefined;
  return typeof value === 'string' ? value : computed;
}
