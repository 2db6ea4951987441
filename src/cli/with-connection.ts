import type { CliEnvironment, Connection, DataOptions } from './connection.ts';

/** Opens, uses and closes, whatever happens in between. */
export async function withConnection<Result>(
  environment: CliEnvironment,
  options: DataOptions,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await environment.connect(options);
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}
