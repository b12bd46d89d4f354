import { join } from 'node:path';
import { isValueProblem, readValueFile, type ValueFile } from './valueFile.ts';
import { childOf, descend, textOf, type ValueNode } from './valueNode.ts';

/** What lies in `files/` of a run's folder: all of it when the run was online, little of it otherwise. */
export interface WandbFiles {
  readonly config?: ValueFile;
  readonly summary?: ValueFile;
  readonly commit?: string;
}

/** Reads `config.yaml` with W&B's wrapping (`lr: {desc, value}`) taken off, `wandb-summary.json` and the commit that W&B noted. */
export async function readWandbFiles(folder: string): Promise<WandbFiles> {
  const [config, summary, metadata] = await Promise.all(['config.yaml', 'wandb-summary.json', 'wandb-metadata.json'].map((name) => contentOf(join(folder, 'files', name))));
  const commit = textOf(childOf(metadata?.node, 'git'), 'commit');
  return {
    ...(config === undefined ? {} : { config: { ...config, node: unwrapped(config.node) } }),
    ...(summary === undefined ? {} : { summary }),
    ...(commit === undefined ? {} : { commit }),
  };
}

/** When the run began, milliseconds since the epoch, where `wandb-metadata.json` says it. */
export async function wandbStartedAt(folder: string): Promise<number | undefined> {
  const metadata = await contentOf(join(folder, 'files', 'wandb-metadata.json'));
  const text = textOf(metadata?.node, 'startedAt') ?? '';
  const time = Date.parse(/(?:Z|[-+]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`); // UTC, with and without saying so
  return Number.isNaN(time) ? undefined : time;
}

function unwrapped(node: ValueNode): ValueNode {
  if (node.kind !== 'map') return node;
  const entries = node.entries.flatMap(([key, wrapped]): readonly (readonly [string, ValueNode])[] => {
    const value = descend(wrapped, 'value');
    return value === undefined ? [] : [[key, value]];
  });
  return { kind: 'map', entries };
}

async function contentOf(path: string): Promise<ValueFile | undefined> {
  const file = await readValueFile(path);
  return isValueProblem(file) ? undefined : file;
}
