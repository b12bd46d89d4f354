import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'rolldown/utils';

/** Folder of the checkout. */
export const root = dirname(dirname(import.meta.dirname));

/** A node of the syntax tree. */
export interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Called for every node, with the field of its parent that holds it. */
export type Visit = (node: SyntaxNode, field: string, parent: SyntaxNode | undefined) => void;

/** Every TypeScript file under a folder of the checkout, as paths with `/` from its root. */
export function sourceFiles(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();
}

/** Visits the whole syntax tree of a file of the checkout. */
export function visitFile(path: string, visit: Visit): void {
  visitSource(path, readFileSync(join(root, path), 'utf8'), visit);
}

/** Visits the whole syntax tree of a text. Throws when it is not TypeScript. */
export function visitSource(path: string, text: string, visit: Visit): void {
  const { program, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  descend(program, 'program', undefined, visit);
}

function descend(value: unknown, field: string, parent: SyntaxNode | undefined, visit: Visit): void {
  if (Array.isArray(value)) {
    for (const element of value) descend(element, field, parent, visit);
  } else if (isNode(value)) {
    visit(value, field, parent);
    for (const [name, child] of Object.entries(value)) descend(child, name, value, visit);
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
