import type { FastifyInstance } from 'fastify';
import { AppError } from '../domain/errors.ts';
import { isLoopback } from './guard-loopback.ts';

/** Opens the socket and gives the address. There are no accounts yet, so only this machine may connect. */
export async function listenOn(app: FastifyInstance, place: { readonly host?: string; readonly port: number }): Promise<string> {
  const host = place.host ?? '127.0.0.1';
  if (!isLoopback(host)) {
    throw new AppError('forbidden', `The server has no accounts, so it listens on 127.0.0.1 only; ${host} was asked for.`);
  }
  return app.listen({ host, port: place.port });
}
