import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { PolicyProblem } from '../../core/policy/policyFlaw.ts';
import type { MetricDirection } from '../../core/policy/readRule.ts';
import type { JsonNode } from '../../core/text/strictJson.ts';

/** A piece of a text: lines and columns from 1, the end after its last character. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `policy` as it stands in the text of a `modelkeep.json`. */
export interface PolicyText {
  /** Absent where the file has none. */
  readonly node: JsonNode | undefined;
  readonly directions: readonly MetricDirection[];
  /** Members that stand twice, by their path in the policy; and a text that is no JSON, by an empty one. */
  readonly problems: readonly PolicyProblem[];
  /** Where the value at a path below `policy` stands, or else the nearest one around it; a member that is not known here at its name. */
  rangeOf(path: readonly (string | number)[]): TextRange;
}

const DEEPEST = 64;

/** Reads `policy`, and which way metrics are better, from the text of a `modelkeep.json`. Never throws. */
export function policyText(text: string): PolicyText {
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  const [broken] = errors;
  const tree = root === undefined ? undefined : findNodeAtLocation(root, ['policy']);
  const problems: PolicyProblem[] = [];
  if (broken !== undefined || root === undefined) {
    const { line, column } = rangeAt(text, broken?.offset ?? 0, 0);
    const what = broken === undefined ? 'it is nested too deeply' : printParseErrorCode(broken.error).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
    return { node: undefined, directions: [], problems: [{ path: [], message: `modelkeep.json is not valid JSON: ${what} at line ${line}, column ${column}.` }], rangeOf: () => rangeAt(text, broken?.offset ?? 0, broken?.length ?? 0) };
  }
  return {
    node: tree === undefined ? undefined : nodeOf(tree, text, [], problems),
    directions: directionsOf(root),
    problems,
    rangeOf: (path) => {
      const node = nearest(root, ['policy', ...path]);
      return node === undefined ? rangeAt(text, 0, 0) : rangeAt(text, node.offset, node.length);
    },
  };
}

/** Undefined where it is nested too deeply to be read. */
function treeOf(text: string, errors: ParseError[]): Node | undefined {
  if (text.trim() === '') return { type: 'object', offset: 0, length: 0, children: [] };
  try {
    const root = parseTree(text, errors, { allowTrailingComma: true });
    return root !== undefined && isShallow(root, 0) ? root : undefined;
  } catch {
    return undefined; // the library recurses
  }
}

function isShallow(node: Node, depth: number): boolean {
  return depth <= DEEPEST && (node.children ?? []).every((child) => isShallow(child, depth + 1));
}

/** The value with numbers as they are written. */
function nodeOf(node: Node, text: string, path: readonly (string | number)[], problems: PolicyProblem[]): JsonNode {
  switch (node.type) {
    case 'object': {
      const members = new Map<string, JsonNode>();
      for (const { children: [key, value] = [] } of node.children ?? []) {
        if (key === undefined || value === undefined) continue;
        const name = String(key.value);
        if (members.has(name)) problems.push({ path: [...path, name], message: `${JSON.stringify(name.slice(0, 80))} stands here twice.` });
        members.set(name, nodeOf(value, text, [...path, name], problems));
      }
      return { kind: 'object', members };
    }
    case 'array':
      return { kind: 'array', elements: (node.children ?? []).map((child, i) => nodeOf(child, text, [...path, i], problems)) };
    case 'number':
      return { kind: 'number', text: text.slice(node.offset, node.offset + node.length) };
    case 'string':
      return { kind: 'string', value: String(node.value) };
    case 'boolean':
      return { kind: 'bool', value: node.value === true };
    default:
      return { kind: 'null' };
  }
}

/** What `models` declares; models that declare no metric or no direction say nothing. */
function directionsOf(root: Node): readonly MetricDirection[] {
  return (findNodeAtLocation(root, ['models'])?.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    const [metric, direction] = ['metric', 'direction'].map((member) => (value?.type === 'object' ? (findNodeAtLocation(value, [member])?.value as unknown) : undefined));
    return typeof metric === 'string' && (direction === 'max' || direction === 'min') ? [{ model: String(key?.value), metric, direction }] : [];
  });
}

/** The value at a path; of an object or a list that is not a whole screen of text the value, else its name or its first line. */
function nearest(root: Node, path: readonly (string | number)[]): Node | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = findNodeAtLocation(root, path.slice(0, length));
    if (found === undefined) continue;
    const key = found.parent?.type === 'property' ? found.parent.children?.[0] : undefined;
    if (found.type === 'object' || found.type === 'array') return key ?? { ...found, length: 1 };
    return found;
  }
  return root.children?.[0] ?? root;
}

function rangeAt(text: string, offset: number, length: number): TextRange {
  const [line, column] = positionOf(text, offset);
  const [endLine, endColumn] = positionOf(text, offset + length);
  return { line, column, endLine, endColumn };
}

function positionOf(text: string, offset: number): readonly [line: number, column: number] {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}
