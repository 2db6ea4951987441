import type { ClickHouseClient } from '@clickhouse/client';
import { AppError, messageOf } from '../../domain/errors.ts';

/** Where the views that people may read lie: a statement's plain names can mean nothing else. */
export const reportsDatabase = 'reports';

export interface ConfinedLimits {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly memoryBytes: number;
  /** Statements that may wait for the one under way. */
  readonly waiting: number;
}

/**
 * What one statement may cost. Measured: a sum over a million contacts takes well under a second, so twenty are generous;
 * half a gigabyte sorts or groups several million rows.
 */
export const confinedLimits: ConfinedLimits = {
  rows: 1_000_000,
  bytes: 256 * 1024 * 1024,
  seconds: 20,
  memoryBytes: 512 * 1024 * 1024,
  waiting: 8,
};

/** In this order: `readonly` last, because nothing can be set after it, not by a statement either. */
const settingsFor = ({ rows, bytes, seconds, memoryBytes }: ConfinedLimits) => [
  `USE ${reportsDatabase}`,
  'SET output_format_json_quote_64bit_integers = 1',
  'SET do_not_merge_across_partitions_select_final = 1',
  `SET max_result_rows = ${rows}`,
  `SET max_result_bytes = ${bytes}`,
  "SET result_overflow_mode = 'throw'",
  `SET max_execution_time = ${seconds}`,
  "SET timeout_overflow_mode = 'throw'",
  `SET max_memory_usage = ${memoryBytes}`,
  'SET max_threads = 2',
  'SET allow_ddl = 0',
  'SET allow_introspection_functions = 0',
  'SET readonly = 1',
];

/** Failures that only say something of the statement itself; every other message could quote what is stored. */
const tellable =
  /SYNTAX_ERROR|UNKNOWN_IDENTIFIER|UNKNOWN_TABLE|UNKNOWN_FUNCTION|NOT_AN_AGGREGATE|ILLEGAL_TYPE|TYPE_MISMATCH|NO_COMMON_TYPE|AMBIGUOUS|NUMBER_OF_ARGUMENTS|ILLEGAL_AGGREGATION|UNKNOWN_TYPE/u;
const overLimit = /TOO_MANY|TOO_SLOW|TIMEOUT_EXCEEDED|MEMORY_LIMIT_EXCEEDED|LIMIT_EXCEEDED|SET_SIZE_LIMIT/u;

/** A connection of its own for other people's statements: read-only, limited, one statement at a time, so that it never stands in the line's way. */
export function openConfinedReader(connect: () => ClickHouseClient, limits: ConfinedLimits = confinedLimits) {
  let client: ClickHouseClient | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function open(): Promise<ClickHouseClient> {
    const opened = connect();
    for (const query of settingsFor(limits)) await opened.command({ query });
    return opened;
  }

  async function run(text: string, format?: string): Promise<Buffer> {
    client ??= await open();
    try {
      const result = await client.exec({ query: format === undefined ? text : `${text}\nFORMAT ${format}` });
      const chunks: Buffer[] = [];
      for await (const chunk of result.stream) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    } catch (error) {
      // What a failed statement had written already would come out before the next one's rows.
      await client.close();
      client = null;
      throw statementError(error, limits);
    }
  }

  return {
    async read(text: string, format?: string): Promise<Buffer> {
      if (waiting >= limits.waiting) throw new AppError('conflict', 'Too many statements are waiting.', { retryable: true });
      waiting += 1;
      const turn = last.catch(() => undefined).then(() => run(text, format));
      last = turn;
      try {
        return await turn;
      } finally {
        waiting -= 1;
      }
    },
    async close(): Promise<void> {
      await last.catch(() => undefined);
      await client?.close();
      client = null;
    },
  };
}

function statementError(error: unknown, { rows, bytes, seconds, memoryBytes }: ConfinedLimits): AppError {
  const kind = (error as { type?: string }).type ?? '';
  if (overLimit.test(kind)) {
    const stated = `${rows} rows, ${bytes / 2 ** 20} MiB of result, ${seconds} seconds, ${memoryBytes / 2 ** 20} MiB of memory`;
    return new AppError(
      'too-large',
      `The statement went over a limit (${kind}). Limits are ${stated}: aggregate more, or export the view.`,
      { cause: error },
    );
  }
  if (!tellable.test(kind))
    return new AppError('bad-request', `The statement could not be answered: ${kind || 'unknown failure'}.`, { cause: error });
  return new AppError('bad-request', `The statement could not be answered: ${messageOf(error).slice(0, 300)}`, { cause: error });
}
