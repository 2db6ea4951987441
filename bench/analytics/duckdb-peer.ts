import { join } from 'node:path';
import type { ContentEngine } from '../../src/storage/clickhouse/engine.ts';
import { duckdbSql, plainQuestions } from './questions.ts';

const columns = 'toString(interaction) AS interaction, day, channel, queue, teams, customer_keys, attributes, measures, signals';

export interface PeerResult {
  readonly loadSeconds: number;
  /** Milliseconds of each run by question; the first, cold, is left out. */
  readonly times: Readonly<Record<string, readonly number[]>>;
}

/** The same rows, through Parquet, in a database file of DuckDB's own, with as many threads. */
export async function measureDuckdb(engine: ContentEngine, folder: string, rounds: number): Promise<PeerResult> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const files = { interactions: join(folder, 'interactions.parquet'), driver_assignments: join(folder, 'drivers.parquet') };
  await engine.writeFile({ parts: [`SELECT ${columns} FROM interactions`] }, files.interactions, 'Parquet');
  await engine.writeFile({ parts: ['SELECT interaction, driver FROM driver_assignments'] }, files.driver_assignments, 'Parquet');
  const instance = await DuckDBInstance.create(join(folder, 'peer.duckdb'), { threads: '2' });
  const connection = await instance.connect();
  try {
    const startedAt = performance.now();
    for (const [table, file] of Object.entries(files))
      await connection.run(`CREATE TABLE ${table} AS SELECT * FROM read_parquet('${file}')`);
    const loadSeconds = (performance.now() - startedAt) / 1000;
    const times: Record<string, number[]> = {};
    for (const [name, question] of Object.entries(plainQuestions)) {
      times[name] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const began = performance.now();
        await (await connection.runAndReadAll(duckdbSql(question))).getRows();
        if (round > 0) times[name].push(performance.now() - began);
      }
    }
    return { loadSeconds, times };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
