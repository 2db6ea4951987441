import onnxProto from 'onnx-proto';
import { alignmentHeads, type ModelSize } from './model-manifest.ts';

const { onnx } = onnxProto;
type Graph = onnxProto.onnx.IGraphProto;
type Node = onnxProto.onnx.INodeProto;

const embedding = 'model.decoder.embed_tokens.weight_merged_0';
const projected = 'model.decoder.embed_tokens.weight_transposed';
const headsPerLayer = 8;
const endToken = 2;

/**
 * Mends the published decoder graph. It dequantises the whole tied embedding (32,768 rows) at every step, about 40 % of
 * a step's time: here the projection runs on the stored 8-bit weights instead. The choice of the next token moves into
 * the graph (no 32,768 floats per step cross into JavaScript), and the cross-attention of the heads that follow the
 * sound becomes an output, which gives word times. Recognised text stays the same within rounding.
 */
export function patchDecoder(model: Uint8Array, size: ModelSize): Uint8Array {
  const proto = onnx.ModelProto.decode(model);
  const graph = proto.graph;
  const branch = graph?.node?.find((node) => node.opType === 'If');
  if (!graph || !branch) throw new Error('the decoder graph has no If node');
  const weight = graph.initializer?.find((tensor) => tensor.name === `${embedding}_quantized`);
  const [rows, columns] = (weight?.dims ?? []).map(Number);
  if (!weight?.rawData || !rows || !columns) throw new Error('the decoder graph has no quantised embedding');
  graph.initializer?.push(
    { name: 'projection_weight', dims: [columns, rows], dataType: weight.dataType, rawData: transpose(weight.rawData, rows, columns) },
    { name: 'end_mask', dims: [rows], dataType: onnx.TensorProto.DataType.FLOAT, floatData: endMask(rows) },
    ...alignmentLayers(size).map(([layer, heads]) => ({
      name: `alignment_heads_${layer}`,
      dims: [heads.length],
      dataType: onnx.TensorProto.DataType.INT64,
      int64Data: heads,
    })),
  );
  for (const attribute of branch.attribute ?? []) if (attribute.g) patchBranch(attribute.g, size);
  branch.output?.push(...addedOutputs.map((output) => output.name));
  graph.output = [...(graph.output ?? []).filter((output) => output.name !== 'logits'), ...addedOutputs.map(valueInfo)];
  return onnx.ModelProto.encode(proto).finish();
}

const addedOutputs = [
  { name: 'next_token', type: 'INT64', shape: ['batch_size', 'step'] },
  { name: 'next_log_prob', type: 'FLOAT', shape: ['batch_size', 'step'] },
  { name: 'next_spoken_token', type: 'INT64', shape: ['batch_size', 'step'] },
  { name: 'next_spoken_log_prob', type: 'FLOAT', shape: ['batch_size', 'step'] },
  { name: 'alignment', type: 'FLOAT', shape: ['batch_size', 'step', 'frames'] },
] as const;

function valueInfo(output: (typeof addedOutputs)[number]) {
  const dim = output.shape.map((dimParam) => ({ dimParam }));
  return { name: output.name, type: { tensorType: { elemType: onnx.TensorProto.DataType[output.type], shape: { dim } } } };
}

function patchBranch(graph: Graph, size: ModelSize): void {
  const projection = graph.node?.find((node) => node.input?.includes(projected) && node.opType === 'MatMul');
  const hidden = projection?.input?.[0];
  if (!hidden) throw new Error('the decoder graph has no projection to words');
  const obsolete = new Set([projected, `${projected}_quantized`, 'logits']);
  graph.node = (graph.node ?? []).filter((node) => !node.output?.some((name) => obsolete.has(name)));
  graph.node.push(...projectionNodes(hidden), ...choiceNodes(), ...alignmentNodes(size));
  graph.output?.push(...addedOutputs.map(valueInfo));
}

function projectionNodes(hidden: string): Node[] {
  return [
    node('DynamicQuantizeLinear', [hidden], ['hidden_quantized', 'hidden_scale', 'hidden_zero_point']),
    node('MatMulInteger', ['hidden_quantized', 'projection_weight', 'hidden_zero_point', `${embedding}_zero_point`], ['logits_integer']),
    node('Cast', ['logits_integer'], ['logits_unscaled'], [{ name: 'to', type: onnx.AttributeProto.AttributeType.INT, i: 1 }]),
    node('Mul', ['hidden_scale', `${embedding}_scale`], ['logits_scale']),
    node('Mul', ['logits_unscaled', 'logits_scale'], ['logits']),
  ];
}

/** Takes the end token out of the choice. */
function endMask(tokens: number): number[] {
  return Array.from({ length: tokens }, (_, token) => (token === endToken ? -1e9 : 0));
}

/** The likeliest token, and the likeliest that does not end the text: for speech that the network would pass over. */
function choiceNodes(): Node[] {
  const integer = (name: string, i: number) => ({ name, type: onnx.AttributeProto.AttributeType.INT, i });
  const lastAxis = { name: 'axes', type: onnx.AttributeProto.AttributeType.INTS, ints: [-1] };
  return [
    node('ArgMax', ['logits'], ['next_token'], [integer('axis', -1), integer('keepdims', 0)]),
    node('ReduceMax', ['logits'], ['logits_max'], [lastAxis, integer('keepdims', 0)]),
    node('ReduceLogSumExp', ['logits'], ['logits_total'], [lastAxis, integer('keepdims', 0)]),
    node('Sub', ['logits_max', 'logits_total'], ['next_log_prob']),
    node('Add', ['logits', 'end_mask'], ['logits_spoken']),
    node('ArgMax', ['logits_spoken'], ['next_spoken_token'], [integer('axis', -1), integer('keepdims', 0)]),
    node('ReduceMax', ['logits_spoken'], ['logits_spoken_max'], [lastAxis, integer('keepdims', 0)]),
    node('Sub', ['logits_spoken_max', 'logits_total'], ['next_spoken_log_prob']),
  ];
}

/** Mean cross-attention of the chosen heads: [batch, step, frames]. */
function alignmentNodes(size: ModelSize): Node[] {
  const integer = (name: string, i: number) => ({ name, type: onnx.AttributeProto.AttributeType.INT, i });
  const layers = alignmentLayers(size);
  return [
    ...layers.map(([layer]) =>
      node(
        'Gather',
        [`/model/decoder/layers.${layer}/encoder_attn/Softmax_output_0`, `alignment_heads_${layer}`],
        [`alignment_${layer}`],
        [integer('axis', 1)],
      ),
    ),
    node(
      'Concat',
      layers.map(([layer]) => `alignment_${layer}`),
      ['alignment_all'],
      [integer('axis', 1)],
    ),
    node(
      'ReduceMean',
      ['alignment_all'],
      ['alignment'],
      [{ name: 'axes', type: onnx.AttributeProto.AttributeType.INTS, ints: [1] }, integer('keepdims', 0)],
    ),
  ];
}

function alignmentLayers(size: ModelSize): readonly (readonly [number, number[]])[] {
  const layers = Map.groupBy(alignmentHeads[size], (head) => Math.floor(head / headsPerLayer));
  return [...layers].map(([layer, heads]) => [layer, heads.map((head) => head % headsPerLayer)] as const);
}

function node(opType: string, input: string[], output: string[], attribute: onnxProto.onnx.IAttributeProto[] = []): Node {
  return { opType, input, output, attribute, name: `earshot/${output[0]}` };
}

function transpose(bytes: Uint8Array, rows: number, columns: number): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = bytes[row * columns + column] ?? 0;
  }
  return turned;
}
