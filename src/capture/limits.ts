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
  /** One CSV record, an unclosed quote included: without it, one quote would swallow the rest of the file. */
  csvRecordBytes: 1 * mebibyte,
  /** Real transcripts compress up to 40-fold; gzip can reach 1,030-fold, which only constant bytes do. */
  gunzipRatio: 200,
  /** Below this size a high ratio does no harm. */
  gunzipFreeBytes: 16 * mebibyte,
  /** Messages of one mailbox held in memory to join its threads. */
  mailboxBytes: 512 * mebibyte,
  /** Ids longer than the schema allows end in a hash. */
  externalIdLength: 512,
} as const;
