import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project in which a model was trained: a Git repository with data, script, params, weights and metrics. */
export interface TrainedProject {
  readonly folder: string;
  /** Writes a file, with the folders above it. */
  write(path: string, content: string | Uint8Array): void;
  /** Trains again: other weights, these metrics. */
  train(f1: number, options?: { readonly name?: string; readonly floats?: number }): void;
  /** Runs git in it. */
  git(...words: readonly string[]): string;
  /** Commits everything to Git. */
  commitCode(subject: string): void;
  dispose(): void;
}

/** Makes one in a temporary folder; the model lies in `models/fraud/`. */
export function trainedProject(name: string): TrainedProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `modelkeep-${name}-`)));
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const git = (...words: readonly string[]): string => execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const project: TrainedProject = {
    folder,
    write,
    git,
    train: (f1, { name: file = 'model.safetensors', floats = 50_000 } = {}) => {
      write(`models/fraud/${file}`, safetensors(floats, f1));
      write('models/fraud/metrics.json', `${JSON.stringify({ f1, loss: Number((1 - f1).toFixed(3)) }, undefined, 2)}\n`);
    },
    commitCode: (subject) => {
      git('add', '-A');
      git('commit', '-q', '-m', subject);
    },
    dispose: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
  git('init', '-q', '-b', 'main');
  write('.gitignore', 'models/\n');
  write('train.py', 'import json\n\nprint("training")\n');
  write('data/train.csv', `amount,fraud\n${Array.from({ length: 500 }, (_, index) => `${index * 3},${index % 7 === 0 ? 1 : 0}`).join('\n')}\n`);
  write('params.yaml', 'lr: 3e-4\nepochs: 15\nbatch_size: 64\ndropout: 0.1\n');
  write('uv.lock', 'version = 1\nrequires-python = ">=3.11"\n\n[[package]]\nname = "numpy"\nversion = "2.1.0"\n\n[[package]]\nname = "scikit-learn"\nversion = "1.5.2"\n');
  project.commitCode('Baseline on May data');
  project.train(0.949);
  return project;
}

/** A true safetensors file with two tensors whose bytes follow from `seed`. */
export function safetensors(floats: number, seed: number): Uint8Array {
  const half = Math.floor(floats / 2) * 4;
  const header = Buffer.from(
    JSON.stringify({ 'encoder.weight': { dtype: 'F32', shape: [half / 4], data_offsets: [0, half] }, 'head.weight': { dtype: 'F32', shape: [half / 4], data_offsets: [half, 2 * half] } }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, bytesOf(2 * half, seed)]);
}

/** Bytes that look random and are the same every time. */
function bytesOf(count: number, seed: number): Buffer {
  const bytes = Buffer.allocUnsafe(count);
  let block = createHash('sha256').update(String(seed)).digest();
  for (let at = 0; at < count; at += block.length) {
    block = createHash('sha256').update(block).digest();
    block.copy(bytes, at);
  }
  return bytes;
}
