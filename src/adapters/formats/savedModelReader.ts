import { formatReader } from './formatReader.ts';

/** Recognises TensorFlow's SavedModel by its file name alone: protobuf has no magic number. */
export const savedModelReader = formatReader('tensorflow-savedmodel', async (_reader, name) => {
  if (name !== 'saved_model.pb') return undefined;
  return { format: 'tensorflow-savedmodel', media: 'application/vnd.tensorflow.savedmodel', tensors: [], dtypes: [], facts: [], cuts: [] };
});
