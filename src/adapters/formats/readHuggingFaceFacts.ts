import { RegistryError } from '../../core/errors.ts';
import type { ModelFact } from '../../core/model/formatFacts.ts';
import type { JsonNode } from '../../core/text/strictJson.ts';
import { parseStrictJson } from '../../core/text/strictJson.ts';
import { ModelFacts } from './modelFacts.ts';

const limits = { maxDepth: 64, maxBytes: 4 * 1024 * 1024, nonFinite: true };

/** Facts by the keys under which the families of models keep them; the first key that is there counts. */
const keysOf: readonly (readonly [fact: string, keys: readonly string[]])[] = [
  ['modelType', ['model_type']],
  ['architecture', ['architectures']],
  ['hiddenSize', ['hidden_size', 'd_model', 'n_embd']],
  ['layers', ['num_hidden_layers', 'n_layer', 'num_layers', 'n_layers']],
  ['attentionHeads', ['num_attention_heads', 'n_head', 'num_heads']],
  ['vocabulary', ['vocab_size']],
  ['contextLength', ['max_position_embeddings', 'n_positions', 'n_ctx']],
  ['dtype', ['torch_dtype', 'dtype']],
  ['transformers', ['transformers_version']],
];

/** Facts from the `config.json` of a Hugging Face model folder; none when the text is no such file. */
export function readHuggingFaceFacts(configJsonText: string): ModelFact[] {
  const root = parse(configJsonText);
  if (root?.kind !== 'object' || !['model_type', 'architectures', '_class_name'].some((key) => root.members.has(key))) return [];
  // Models of several parts keep the language model's numbers one level down.
  const text = root.members.get('text_config');
  const facts = new ModelFacts();
  for (const [fact, keys] of keysOf) {
    facts.add(fact, firstOf(root, keys) ?? (text === undefined || fact === 'modelType' ? undefined : firstOf(text, keys)));
  }
  return [...facts.all()];
}

/**
 * The base model that a peft `adapter_config.json` names, with its revision where it is pinned. The id is as written: the
 * name of a model, or a path of the machine it was trained on.
 */
export function readAdapterBase(text: string): { id: string; revision?: string } | undefined {
  const root = parse(text);
  if (root?.kind !== 'object') return undefined;
  const id = root.members.get('base_model_name_or_path');
  const revision = root.members.get('revision');
  if (id?.kind !== 'string' || id.value === '') return undefined;
  return revision?.kind === 'string' && revision.value !== '' ? { id: id.value, revision: revision.value } : { id: id.value };
}

function parse(text: string): JsonNode | undefined {
  try {
    return parseStrictJson(text, limits);
  } catch (error) {
    if (RegistryError.is(error)) return undefined;
    throw error;
  }
}

function firstOf(node: JsonNode, keys: readonly string[]): string | undefined {
  if (node.kind !== 'object') return undefined;
  return keys.map((key) => scalarText(node.members.get(key))).find((text) => text !== undefined);
}

function scalarText(node: JsonNode | undefined): string | undefined {
  switch (node?.kind) {
    case 'string':
      return node.value;
    case 'number':
      return node.text;
    case 'array':
      return node.elements.map(scalarText).filter((text) => text !== undefined).join(', ') || undefined;
    default:
      return undefined;
  }
}
