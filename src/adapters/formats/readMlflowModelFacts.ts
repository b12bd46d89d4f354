import type { Node } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { ModelFact } from '../../core/model/formatFacts.ts';
import { HeaderDoubt, doubt, trust } from './headerDoubt.ts';
import { ModelFacts } from './modelFacts.ts';

const maxCharacters = 256 * 1024;
const maxMarks = 40_000;
const maxLines = 5000;
const maxDepth = 32;

/**
 * Facts from MLflow's `MLmodel` file: flavors, versions, run, time, signature. None when the text is no such file, has a
 * key twice, or uses what MLflow never writes: aliases, tags, several documents.
 */
export function readMlflowModelFacts(text: string): ModelFact[] {
  try {
    checkCost(text);
    const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
    trust(document.errors.length === 0 && document.contents !== null, 'not YAML');
    const root = plain(document.contents, 0);
    return root instanceof Map && root.get('flavors') instanceof Map ? mlflowFacts(root) : [];
  } catch (error) {
    if (error instanceof HeaderDoubt || error instanceof RangeError) return [];
    throw error;
  }
}

/** Refuses a text that is expensive to parse before parsing it: the parser recurses, and is slow on nesting and on errors. */
function checkCost(text: string): void {
  trust(text.length <= maxCharacters, 'too large');
  let lines = 0;
  let depth = 0;
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter !== undefined && ',:[]{}&*!'.includes(letter)) marks++;
    if (letter === '\n') lines++;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth = Math.max(0, depth - 1);
    trust(lines <= maxLines && depth <= maxDepth && marks <= maxMarks, 'too many lines or marks, or too deep');
  }
  // `- - - - x` and `? ? ? x` nest without brackets.
  trust(!/(?:[-?:][ \t]+){16}/.test(text), 'too deep');
}

type Plain = string | null | Plain[] | Map<string, Plain>;

function plain(node: unknown, depth: number): Plain {
  trust(depth <= maxDepth && !isAlias(node), 'too deep, or an alias');
  if (isScalar(node)) return scalarText(node);
  if (isSeq(node)) return node.items.map((item) => plain(item, depth + 1));
  if (!isMap(node)) return null;
  const entries = new Map<string, Plain>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? scalarText(key) : doubt('a key that is no text');
    trust(name !== null && !entries.has(name), 'a key appears twice');
    entries.set(name, plain(value, depth + 1));
  }
  return entries;
}

/** A scalar as it was written, so that `1.10` does not become 1.1. */
function scalarText(node: Node & { value: unknown; source?: string }): string | null {
  if (node.value === null || node.value === undefined) return null;
  return typeof node.value === 'string' ? node.value : (node.source ?? null);
}

function mlflowFacts(root: ReadonlyMap<string, Plain>): ModelFact[] {
  const facts = new ModelFacts();
  const flavors = root.get('flavors');
  const signature = root.get('signature');
  if (flavors instanceof Map) {
    facts.addList('flavors', flavors.keys());
    for (const [name, flavor] of flavors) addFlavor(facts, name, flavor);
  }
  facts.add('mlflow', text(root, 'mlflow_version'));
  facts.add('mlflowRun', text(root, 'run_id'));
  facts.add('mlflowModel', text(root, 'model_uuid') ?? text(root, 'model_id'));
  facts.add('createdAt', text(root, 'utc_time_created'));
  if (signature instanceof Map) {
    facts.add('signatureInputs', text(signature, 'inputs'));
    facts.add('signatureOutputs', text(signature, 'outputs'));
    facts.add('signatureParams', text(signature, 'params'));
  }
  return [...facts.all()];
}

function addFlavor(facts: ModelFacts, name: string, flavor: Plain): void {
  if (!(flavor instanceof Map)) return;
  for (const [key, value] of flavor) {
    const version = key.endsWith('_version') && typeof value === 'string';
    if (version) facts.add(`${name}.${key}`, value);
  }
}

function text(map: ReadonlyMap<string, Plain>, key: string): string | undefined {
  const value = map.get(key);
  return typeof value === 'string' ? value : undefined;
}
