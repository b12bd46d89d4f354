import { describe, expect, it } from 'vitest';
import { readAdapterBase, readHuggingFaceFacts } from '../../../../src/adapters/formats/readHuggingFaceFacts.ts';
import { readMlflowModelFacts } from '../../../../src/adapters/formats/readMlflowModelFacts.ts';
import { fixture } from './fixtures.ts';

const text = (path: string): string => fixture(path).toString('utf8');

describe('the facts of a Hugging Face folder', () => {
  it('come from its config.json', () => {
    expect(readHuggingFaceFacts(text('hf-sharded/config.json'))).toEqual([
      { name: 'modelType', value: 'llama' },
      { name: 'architecture', value: 'LlamaForCausalLM' },
      { name: 'hiddenSize', value: '16' },
      { name: 'layers', value: '4' },
      { name: 'attentionHeads', value: '2' },
      { name: 'vocabulary', value: '64' },
      { name: 'contextLength', value: '128' },
      { name: 'dtype', value: 'bfloat16' },
      { name: 'transformers', value: '4.44.2' },
    ]);
  });

  it('follow the words of other families and of models of several parts', () => {
    expect(readHuggingFaceFacts('{"model_type": "gpt2", "n_embd": 768, "n_layer": 12}')).toContainEqual({ name: 'hiddenSize', value: '768' });
    expect(readHuggingFaceFacts('{"model_type": "llava", "text_config": {"hidden_size": 5, "model_type": "llama"}}')).toEqual([
      { name: 'modelType', value: 'llava' },
      { name: 'hiddenSize', value: '5' },
    ]);
  });

  it.each(['', '[]', '{"lr": 1}', '{"model_type": "a", "model_type": "b"}', '['.repeat(1_000_000), '{"model_type":'])('are none for %.40j', (config) => {
    expect(readHuggingFaceFacts(config)).toEqual([]);
  });
});

describe('the base of an adapter', () => {
  it('is named with its revision', () => {
    expect(readAdapterBase(text('peft-adapter/adapter_config.json'))).toEqual({ id: 'acme/tiny-llama', revision: '0123456789abcdef0123456789abcdef01234567' });
    expect(readAdapterBase('{"base_model_name_or_path": "a/b", "revision": null}')).toEqual({ id: 'a/b' });
  });

  it.each(['', '{}', '[]', '{"base_model_name_or_path": null}', '{"base_model_name_or_path": ""}'])('is unknown in %j', (config) => {
    expect(readAdapterBase(config)).toBeUndefined();
  });
});

describe('the facts of an MLmodel file', () => {
  it('name flavors, versions, run and signature', () => {
    const facts = new Map(readMlflowModelFacts(text('mlflow/model/MLmodel')).map(({ name, value }) => [name, value]));
    expect(facts.get('flavors')).toBe('python_function, sklearn');
    expect(facts.get('sklearn.sklearn_version')).toBe('1.9.1');
    expect(facts.get('mlflow')).toBe('3.17.2');
    expect(facts.get('mlflowRun')).toMatch(/^[0-9a-f]{32}$/);
    expect(facts.get('mlflowModel')).toMatch(/^m-[0-9a-f]{32}$/);
    expect(facts.get('createdAt')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d/);
    expect(facts.get('signatureInputs')).toContain('tensor-spec');
  });

  it('keep versions as they were written', () => {
    expect(readMlflowModelFacts('flavors:\n  a:\n    a_version: 1.10\n')).toContainEqual({ name: 'a.a_version', value: '1.10' });
  });

  const bombs: [string, string][] = [
    ['an alias bomb', `flavors: {x: 1}\na: &a [x]\n${Array.from({ length: 20 }, (_, i) => `b${i}: [*a, *a, *a]`).join('\n')}\n`],
    ['a key twice', 'flavors: {a: {b: 1}}\nflavors: {c: {d: 1}}\n'],
    ['deep brackets', `flavors: ${'['.repeat(100_000)}`],
    ['deep dashes', `flavors:\n${'- '.repeat(100_000)}`],
    ['deep indentation', `flavors: {a: 1}\n${Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')}`],
    ['quotes without end', '"'.repeat(250_000)],
    ['commas without end', `flavors: [${','.repeat(200_000)}]`],
    ['anchors without end', '&a '.repeat(80_000)],
    ['lines without end', 'a:\n'.repeat(80_000)],
    ['a text that is too long', `flavors: {a: {b: 1}}\nx: ${'y'.repeat(300_000)}`],
    ['another YAML file', 'lr: 0.1\n'],
    ['no YAML', '\u0000:\t}{'],
    ['nothing', ''],
  ];

  it.each(bombs)('are none for %s, found within moments', (_, bomb) => {
    const started = performance.now();
    expect(readMlflowModelFacts(bomb)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
