import { childOf, textOf, type ValueNode } from './valueNode.ts';

/**
 * The JSON that training scripts write beside a model: `model_name, model_file, version, creation_timestamp,
 * lineage{code_commit_hash, data_version_id}, hyperparameters{}, performance_metrics{}`.
 */
export interface Sidecar {
  readonly modelFile?: string;
  readonly commit?: string;
  readonly dataVersion?: string;
  readonly hyperparameters?: ValueNode;
  readonly performanceMetrics?: ValueNode;
}

/** The sidecar in a JSON file, or undefined when the file is something else. */
export function readSidecar(node: ValueNode): Sidecar | undefined {
  const hyperparameters = mapAt(node, 'hyperparameters');
  const performanceMetrics = mapAt(node, 'performance_metrics');
  const lineage = mapAt(node, 'lineage');
  const commit = textOf(lineage, 'code_commit_hash');
  const dataVersion = textOf(lineage, 'data_version_id');
  if (hyperparameters === undefined && performanceMetrics === undefined && commit === undefined && dataVersion === undefined) return undefined;
  const modelFile = textOf(node, 'model_file');
  return {
    ...(modelFile === undefined ? {} : { modelFile }),
    ...(commit === undefined ? {} : { commit }),
    ...(dataVersion === undefined ? {} : { dataVersion }),
    ...(hyperparameters === undefined ? {} : { hyperparameters }),
    ...(performanceMetrics === undefined ? {} : { performanceMetrics }),
  };
}

function mapAt(node: ValueNode, key: string): ValueNode | undefined {
  const child = childOf(node, key);
  return child?.kind === 'map' ? child : undefined;
}
