import type { FastifyInstance } from 'fastify';
import { AppError } from '../domain/errors.ts';
import { isLoopback } from './same-site.ts';

export interface ListenPlace {
  readonly host?: string;
  readonly port: number;
  /** False once there are accounts: until then only this machine may connect. */
  readonly open?: boolean;
}

/** Opens the socket and gives the address. */
export async function listenOn(app: FastifyInstance, { host = '127.0.0.1', port, open = true }: ListenPlace): Promise<string> {
  if (open && !isLoopback(host)) {
    throw new AppError(
      'forbidden',
      `The server has no accounts, so it listens on 127.0.0.1 only; ${host} was asked for. \`earshot accounts add\` makes the first one.`,
    );
  }
  return app.listen({ host, port });
}
