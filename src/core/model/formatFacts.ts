/** Where one tensor lies in a file: bytes `start` (inclusive) to `end` (exclusive). */
export interface TensorSpan {
  readonly name: string;
  /** Data type in the format's own word, upper case for safetensors (`F32`, `BF16`), GGUF (`Q4_K`), torch mapped to safetensors' words. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** A model fact that is worth showing, e.g. `{ name: 'architecture', value: 'llama' }`. */
export interface ModelFact {
  readonly name: string;
  readonly value: string;
}

/** What a file's header says about the model in it. */
export interface FormatFacts {
  /** `safetensors`, `gguf`, `torch-zip`, `onnx`, `npz`, `npy`, … */
  readonly format: string;
  /** Media type for the manifest, e.g. `application/vnd.safetensors`. */
  readonly media: string;
  /** Tensors in file order, non-overlapping; empty when the format has none that can be located. */
  readonly tensors: readonly TensorSpan[];
  /** Number of parameters, where the header tells. */
  readonly parameters?: number;
  /** Data types with their parameter counts, most frequent first. */
  readonly dtypes: readonly { readonly dtype: string; readonly parameters: number }[];
  readonly facts: readonly ModelFact[];
  /** Byte offsets at which chunking should cut besides tensor edges (end of header, zip member edges); ascending. */
  readonly cuts: readonly number[];
}
