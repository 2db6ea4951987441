import { InferenceSession, Tensor } from 'onnxruntime-node';

const samplesPerSecond = 16_000;

/** The peer of the recogniser bench: the published graphs, one chunk at a time, greedy. Gives the seconds it took. */
export async function decodeUnpatched(
  graphs: { encoder: Uint8Array; decoder: Uint8Array },
  chunks: readonly Float32Array[],
): Promise<number> {
  const options: InferenceSession.SessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const encoder = await InferenceSession.create(graphs.encoder, options);
  const decoder = await InferenceSession.create(graphs.decoder, options);
  const started = performance.now();
  for (const chunk of chunks) await decode(encoder, decoder, chunk);
  const seconds = (performance.now() - started) / 1000;
  await encoder.release();
  await decoder.release();
  return seconds;
}

async function decode(encoder: InferenceSession, decoder: InferenceSession, chunk: Float32Array): Promise<void> {
  const encoded = await encoder.run({ input_values: new Tensor('float32', chunk, [1, chunk.length]) });
  const states = encoded.last_hidden_state;
  if (!states) return;
  const names = decoder.inputNames.filter((name) => name.startsWith('past_key_values.'));
  const empty = new Tensor('float32', new Float32Array(0), [0, 8, 1, Number(states.dims[2]) / 8]);
  const past: Record<string, Tensor> = Object.fromEntries(names.map((name) => [name, empty]));
  const cap = Math.ceil((6.5 * chunk.length) / samplesPerSecond) + 8;
  let token = 1n;
  for (let step = 0; step < cap && token !== 2n; step++) {
    const feeds = { ...past, input_ids: new Tensor('int64', BigInt64Array.of(token), [1, 1]), encoder_hidden_states: states };
    const wanted = names.filter((name) => step === 0 || name.includes('.decoder.'));
    const result = await decoder.run({ ...feeds, use_cache_branch: new Tensor('bool', [step > 0], [1]) }, [
      'logits',
      ...wanted.map((name) => name.replace('past_key_values', 'present')),
    ]);
    for (const name of wanted) past[name] = result[name.replace('past_key_values', 'present')] ?? empty;
    token = BigInt(indexOfGreatest(result.logits?.data as Float32Array));
  }
}

function indexOfGreatest(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  return best;
}
