import type { TensorSpan } from '../../core/model/formatFacts.ts';
import { DtypeCounts } from './dtypeCounts.ts';
import { formatReader, maxTensors } from './formatReader.ts';
import { trust } from './headerDoubt.ts';
import { ModelFacts } from './modelFacts.ts';
import type { OnnxTensor } from './onnxTensor.ts';
import { readOnnxTensor } from './onnxTensor.ts';
import type { ProtobufField } from './protobufFields.ts';
import { ProtobufWalk } from './protobufFields.ts';
import { lenientText } from './utf8Text.ts';

const maxFields = 2_000_000;
const maxText = 64 * 1024;
const modelField = { irVersion: 1, producerName: 2, producerVersion: 3, domain: 4, modelVersion: 5, graph: 7, opset: 8, metadata: 14 };
const graphField = { node: 1, name: 2, initializer: 5 };

interface OnnxModel {
  readonly texts: Map<number, string>;
  readonly opsets: string[];
  readonly metadata: [key: string, value: string][];
  irVersion: bigint | undefined;
  graph: ProtobufField | undefined;
}

interface OnnxGraph {
  name: string;
  nodes: number;
  readonly tensors: OnnxTensor[];
}

/** Reads an ONNX model by walking over its protobuf fields. The format has no magic number: only `*.onnx` is tried. */
export const onnxReader = formatReader('onnx', async (reader, name) => {
  if (!name.toLowerCase().endsWith('.onnx')) return undefined;
  const walk = new ProtobufWalk(reader, maxFields);
  const model = await readModel(walk, reader.size);
  trust(model.irVersion !== undefined && model.graph !== undefined, 'neither version nor graph');
  const graph = await readGraph(walk, model.graph);
  const counts = new DtypeCounts();
  for (const tensor of graph.tensors) if (tensor.dtype !== 'STRING') counts.add(tensor.dtype, tensor.elements);
  return {
    format: 'onnx',
    media: 'application/vnd.onnx',
    tensors: graph.tensors.map((tensor) => tensor.span).filter((span): span is TensorSpan => span !== undefined),
    ...counts.facts(),
    facts: onnxFacts(model, graph),
    cuts: [],
  };
});

async function readModel(walk: ProtobufWalk, size: number): Promise<OnnxModel> {
  const model: OnnxModel = { texts: new Map(), opsets: [], metadata: [], irVersion: undefined, graph: undefined };
  await walk.fields(0, size, async (field) => {
    switch (field.number) {
      case modelField.irVersion:
        model.irVersion = field.value;
        break;
      case modelField.graph:
        trust(field.delimited && model.graph === undefined, 'more than one graph');
        model.graph = field;
        break;
      case modelField.modelVersion:
        model.texts.set(field.number, String(field.value ?? ''));
        break;
      case modelField.producerName:
      case modelField.producerVersion:
      case modelField.domain:
        model.texts.set(field.number, lenientText(await walk.bytes(field, maxText)));
        break;
      case modelField.opset: {
        const [domain = '', version = ''] = await readPair(walk, field);
        model.opsets.push(domain === '' ? version : `${domain} ${version}`);
        break;
      }
      case modelField.metadata: {
        const [key = '', value = ''] = await readPair(walk, field);
        model.metadata.push([key, value]);
        break;
      }
    }
  });
  return model;
}

/** Fields 1 and 2 of a small message, as text. */
async function readPair(walk: ProtobufWalk, message: ProtobufField): Promise<[string | undefined, string | undefined]> {
  trust(message.delimited, 'not a message');
  const pair: [string | undefined, string | undefined] = [undefined, undefined];
  await walk.fields(message.start, message.end, async (field) => {
    if (field.number > 2) return;
    const text = field.value === undefined ? lenientText(await walk.bytes(field, maxText)) : String(field.value);
    pair[field.number === 1 ? 0 : 1] = text;
  });
  return pair;
}

async function readGraph(walk: ProtobufWalk, message: ProtobufField): Promise<OnnxGraph> {
  const graph: OnnxGraph = { name: '', nodes: 0, tensors: [] };
  const names = new Set<string>();
  await walk.fields(message.start, message.end, async (field) => {
    if (field.number === graphField.node) graph.nodes++;
    else if (field.number === graphField.name) graph.name = lenientText(await walk.bytes(field, maxText));
    else if (field.number === graphField.initializer) {
      const tensor = await readOnnxTensor(walk, field);
      trust(!names.has(tensor.name) && names.size < maxTensors, 'an initializer appears twice');
      names.add(tensor.name);
      graph.tensors.push(tensor);
    }
  });
  return graph;
}

function onnxFacts(model: OnnxModel, graph: OnnxGraph): ReturnType<ModelFacts['all']> {
  const facts = new ModelFacts();
  const producer = [model.texts.get(modelField.producerName), model.texts.get(modelField.producerVersion)];
  facts.add('irVersion', model.irVersion);
  facts.add('producer', producer.filter((text) => text !== undefined && text !== '').join(' '));
  facts.addList('opset', model.opsets);
  facts.add('graph', graph.name);
  facts.add('domain', model.texts.get(modelField.domain));
  facts.add('modelVersion', model.texts.get(modelField.modelVersion));
  facts.add('nodes', graph.nodes);
  const locations = graph.tensors.map((tensor) => tensor.location).filter((location) => location !== undefined);
  facts.addList('externalData', [...new Set(locations)].sort());
  for (const [key, value] of model.metadata) facts.add(`metadata.${key}`, value);
  return facts.all();
}
