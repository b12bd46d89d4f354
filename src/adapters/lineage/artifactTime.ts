import type { CaptureContext } from '../../core/ports/collector.ts';

const WEIGHTS = /\.(?:safetensors|bin|pt|pth|ckpt|onnx|gguf|ggml|h5|hdf5|keras|pkl|pickle|joblib|skops|npz|npy|pb|tflite|mlmodel|mlpackage|ubj|cbm|model|msgpack|engine|params|pdparams|weights)$/i;
const NOTES = /\.(?:json|ya?ml|toml|md|csv|tsv|jsonl|log|txt)$|(?:^|\/)MLmodel$/i;

/**
 * When the artifact was last written, milliseconds since the epoch: the newest of its weights, since what training
 * writes beside them (metrics, tokenizer, card) comes later or is edited by hand. Without known weights, the newest file
 * that is no text beside a model.
 */
export function artifactTime(context: Pick<CaptureContext, 'files'>): number {
  const weights = context.files.filter((file) => WEIGHTS.test(file.path) && !NOTES.test(file.path));
  const others = context.files.filter((file) => !NOTES.test(file.path));
  const counted = weights.length > 0 ? weights : others.length > 0 ? others : context.files;
  return counted.reduce((newest, file) => Math.max(newest, file.mtimeMs), 0);
}
