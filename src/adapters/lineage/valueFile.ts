import { createHash } from 'node:crypto';
import { RegistryError } from '../../core/errors.ts';
import { parseJsonValue } from './parseJsonValue.ts';
import { parseTomlValue } from './parseTomlValue.ts';
import { parseYamlValue } from './parseYamlValue.ts';
import { decodeText, isReadProblem, readBoundedFile } from './readBoundedFile.ts';
import type { ValueNode } from './valueNode.ts';

/** A JSON, YAML or TOML file that was read. */
export interface ValueFile {
  readonly absolute: string;
  readonly node: ValueNode;
  /** SHA-256 (hex) of its bytes. */
  readonly sha256: string;
  /** Last write, milliseconds since the epoch. */
  readonly mtimeMs: number;
  /** Last write or change of its entry, whichever came later. */
  readonly changedMs: number;
}

/** Why there is no {@link ValueFile}; `reason` is half a sentence. */
export interface ValueFileProblem {
  readonly problem: 'absent' | 'unreadable' | 'malformed';
  readonly reason: string;
}

/** Largest file of params or metrics that is read, bytes. */
export const MAX_VALUE_FILE = 16 * 1_048_576;

/** True when there is no content. */
export function isValueProblem(result: ValueFile | ValueFileProblem): result is ValueFileProblem {
  return 'problem' in result;
}

/** Reads a JSON, YAML or TOML file (told by its ending, else JSON by its first character). Never throws on what is in it. */
export async function readValueFile(absolute: string): Promise<ValueFile | ValueFileProblem> {
  const file = await readBoundedFile(absolute, MAX_VALUE_FILE);
  if (isReadProblem(file)) return { problem: file.problem === 'absent' ? 'absent' : 'unreadable', reason: file.reason };
  const text = decodeText(file.bytes);
  if (text === undefined) return { problem: 'malformed', reason: 'it is not UTF-8 text' };
  try {
    const node = parseValue(absolute, text);
    return { absolute, node, sha256: createHash('sha256').update(file.bytes).digest('hex'), mtimeMs: file.mtimeMs, changedMs: file.changedMs };
  } catch (error) {
    if (!RegistryError.is(error, 'file.unreadable')) throw error;
    return { problem: 'malformed', reason: reasonOf(error.message) };
  }
}

function parseValue(path: string, text: string): ValueNode {
  if (/\.toml$/i.test(path)) return parseTomlValue(text);
  const json = /\.json$/i.test(path) || (!/\.ya?ml$/i.test(path) && /^\s*[{[]/.test(text));
  return json ? parseJsonValue(text) : parseYamlValue(text);
}

/** The parsers' sentence (`This is not valid JSON: … .`) as half a sentence. */
function reasonOf(sentence: string): string {
  return sentence.replace(/^This is/, 'it is').replace(/^This JSON is/, 'it is').replace(/\.$/, '');
}
