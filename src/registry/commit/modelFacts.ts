import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Lineage } from '../../core/model/lineage.ts';
import type { ArtifactFile } from '../../core/ports/collector.ts';
import type { IngestedFile } from '../../core/ports/objectStore.ts';
import { readHuggingFaceFacts } from '../../adapters/formats/readHuggingFaceFacts.ts';
import { readMlflowModelFacts } from '../../adapters/formats/readMlflowModelFacts.ts';

const MOST_FACTS = 200;

/** What the headers of a version's files say together: formats, parameters, data types, and each header's own facts. */
export function headerFacts(files: readonly IngestedFile[]): Lineage['facts'] {
  const known = files.filter((file) => file.facts !== undefined);
  const facts = new Map<string, string>();
  const formats = [...new Set(known.map((file) => file.facts?.format ?? ''))].sort();
  if (formats.length > 0) facts.set('format', formats.join(', '));
  const parameters = known.reduce((sum, file) => sum + (file.facts?.parameters ?? 0), 0);
  if (parameters > 0) facts.set('parameters', String(parameters));
  const dtypes = sumDtypes(known);
  if (dtypes.length > 0) facts.set('dtypes', dtypes.join(', '));
  for (const file of known) for (const fact of file.facts?.facts ?? []) if (!facts.has(fact.name)) facts.set(fact.name, fact.value);
  return [...facts].slice(0, MOST_FACTS).map(([name, value]) => ({ name: name.slice(0, 256), value: value.slice(0, 4096).toWellFormed() }));
}

function sumDtypes(files: readonly IngestedFile[]): string[] {
  const counts = new Map<string, number>();
  for (const { dtype, parameters } of files.flatMap((file) => file.facts?.dtypes ?? [])) counts.set(dtype, (counts.get(dtype) ?? 0) + parameters);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([dtype]) => dtype);
}

const MOST_BYTES = 4 * 1024 * 1024;

/**
 * What small text files beside the weights say about the model: Hugging Face's `config.json`, MLflow's `MLmodel`. A time
 * of creation is left out: the record holds none.
 */
export async function describingFacts(files: readonly ArtifactFile[]): Promise<Lineage['facts']> {
  const huggingFace = await textOf(files, 'config.json');
  const mlflow = await textOf(files, 'MLmodel');
  return [...(huggingFace === undefined ? [] : readHuggingFaceFacts(huggingFace)), ...(mlflow === undefined ? [] : readMlflowModelFacts(mlflow).filter((fact) => fact.name !== 'createdAt'))];
}

async function textOf(files: readonly ArtifactFile[], name: string): Promise<string | undefined> {
  const file = files.find((one) => basename(one.path) === name);
  if (file === undefined || file.size > MOST_BYTES) return undefined;
  return readFile(file.absolute, 'utf8').catch(() => undefined);
}
