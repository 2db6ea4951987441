export const modelSizes = ['tiny', 'base'] as const;
export type ModelSize = (typeof modelSizes)[number];

/**
 * Attention heads (layer × 8 + head) whose weight moves steadily along the sound, chosen once by monotonicity and
 * sharpness on synthetic calls; their mean aligns words with 24 ms frames.
 */
export const alignmentHeads: Readonly<Record<ModelSize, readonly number[]>> = {
  tiny: [25, 32, 24, 26],
  base: [46, 45, 29],
};

/** Weights as the npm packages carry them. The package lock pins the packages; these pin the files. */
export const modelFiles = {
  'tiny/encoder': {
    path: '@usefulsensors/moonshine-js/dist/model/tiny/quantized/encoder_model.onnx',
    sha256: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
  },
  'tiny/decoder': {
    path: '@usefulsensors/moonshine-js/dist/model/tiny/quantized/decoder_model_merged.onnx',
    sha256: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
  },
  'base/encoder': {
    path: '@usefulsensors/moonshine-js/dist/model/base/quantized/encoder_model.onnx',
    sha256: '1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751',
  },
  'base/decoder': {
    path: '@usefulsensors/moonshine-js/dist/model/base/quantized/decoder_model_merged.onnx',
    sha256: 'cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3',
  },
  'voice-activity': {
    path: '@ricky0123/vad-web/dist/silero_vad_v6.onnx',
    sha256: '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3',
  },
} as const satisfies Record<string, { path: string; sha256: string }>;

export type ModelFile = keyof typeof modelFiles;
