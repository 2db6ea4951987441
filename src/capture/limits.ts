/**
 * Bounds on what one input may cost. They protect the memory of a worker (1.4 GB in all), not the customer's data:
 * whatever exceeds one is parked with the limit in its reason, never dropped.
 */
const mebibyte = 1024 * 1024;

export const limits = {
  /** What detection sees of a file. Formats show themselves within their first few keys or lines. */
  headBytes: 64 * 1024,
  /** One line of a line-based file: about 40,000 turns. Longer lines are damaged files or binary. */
  lineBytes: 8 * mebibyte,
  /** A document that must be parsed whole (JSON, WebVTT, e-mail, WhatsApp): an hour of stereo wav inside a vCon fits. */
  documentBytes: 160 * mebibyte,
  /** Lines of one CSV record: without a bound, one unclosed quote would swallow the rest of the file. */
  csvRecordLines: 2_000,
  /** Rows of a CSV file held while their conversations are gathered; then those longest without a row are closed. */
  csvOpenRows: 400_000,
  /** Real transcripts compress up to 40-fold; gzip can reach 1,030-fold, which only constant bytes do. */
  gunzipRatio: 200,
  /** Below this size a high ratio does no harm. */
  gunzipFreeBytes: 16 * mebibyte,
  /** Longer mail bodies are kept whole, without telling quotes from new text. */
  replyParsingLength: 500_000,
} as const;
