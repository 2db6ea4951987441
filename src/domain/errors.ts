/** Every code, its HTTP status and what the reader can do about it. One row per code, shown in docs/OPERATIONS.md. */
export const errorCodes = {
  'bad-request': { status: 400, help: 'Check the request against the API reference at /v1/openapi.json.' },
  'bad-usage': { status: 400, help: 'Run the command with --help to see its options and examples.' },
  'invalid-input': { status: 422, help: 'Mend the fields named in `errors` and send it again.' },
  unreadable: { status: 422, help: 'The input is parked with its reason: `earshot parked` lists it, `earshot retry ID` reads it again.' },
  'not-found': { status: 404, help: 'List what exists with `earshot list`.' },
  conflict: { status: 409, help: 'The message names what stands in the way; try again when it is gone.' },
  changed: { status: 409, help: 'It was changed meanwhile: look at what it is now, and make the change on top of that.' },
  'idempotency-mismatch': { status: 422, help: 'The idempotency key was used before with another body; send a new key.' },
  unauthenticated: { status: 401, help: 'Sign in, or send an API key: `Authorization: Bearer KEY`.' },
  forbidden: { status: 403, help: 'Ask an administrator for the permission named in the message.' },
  'too-many-requests': { status: 429, help: 'Wait as long as the message says, then try again.' },
  'too-large': { status: 413, help: 'Split the input, or raise the limit named in the message.' },
  locked: { status: 423, help: 'Another process owns this data folder. Use its address, or stop it first.' },
  'bad-workspace': { status: 422, help: 'Mend the workspace file at the line and column named in the message.' },
  'missing-key': { status: 500, help: 'Set EARSHOT_KEY or EARSHOT_KEY_FILE to the key this data folder was created with.' },
  'engine-failed': {
    status: 502,
    help: 'The speech or storage engine failed; the job is tried again, and `earshot serve` logs the cause.',
  },
  damaged: { status: 500, help: 'What is stored does not match what was written: restore the data folder from a backup.' },
  internal: { status: 500, help: 'This is a defect in Earshot: please report it with the request id.' },
} as const satisfies Record<string, { status: number; help: string }>;

export type ErrorCode = keyof typeof errorCodes;

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** True when the same call may succeed later without any change. */
  readonly retryable?: boolean;
}

/** The one error class. Messages state facts and never carry personal data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }

  get help(): string {
    return errorCodes[this.code].help;
  }
}

/** The message of anything thrown, for logs and parked reasons. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
