import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { HttpDependencies } from './dependencies.ts';
import { answerErrors, noSuchRoute, sendProblem } from './errors-to-http.ts';
import { guardLoopback } from './guard-loopback.ts';
import { logRequests } from './log-requests.ts';
import { describeApi } from './openapi.ts';
import { causeRoutes } from './routes/causes.ts';
import { customerRoutes } from './routes/customers.ts';
import { exportRoutes } from './routes/export.ts';
import { healthRoutes } from './routes/health.ts';
import { ingestRoutes } from './routes/ingest.ts';
import { ingestRunRoutes } from './routes/ingests.ts';
import { insightRoutes } from './routes/insights.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { labelRoutes } from './routes/labels.ts';
import { measureRoutes } from './routes/measures.ts';
import { mediaRoutes } from './routes/media.ts';
import { operationRoutes } from './routes/operations.ts';
import { progressRoutes } from './routes/progress.ts';
import { queryRoutes } from './routes/query.ts';
import { ruleRoutes } from './routes/rules.ts';
import { servePage } from './serve-page.ts';

export interface HttpOptions {
  readonly logger?: FastifyBaseLogger;
  /** Bearer token of `server.json`: programs send it to be sure that they speak to the server they mean. */
  readonly token?: string;
  /** Folder of the built web page (`web/dist`); without it only the API is served. */
  readonly webFolder?: string;
}

/** A JSON conversation of several hours is below 10 MB; recordings are streamed and have their own limit. */
const maxJsonBytes = 32 * 1024 * 1024;
const maxMediaBytes = 4 * 1024 * 1024 * 1024;

const resources = [
  interactionRoutes,
  mediaRoutes,
  measureRoutes,
  queryRoutes,
  causeRoutes,
  insightRoutes,
  ingestRoutes,
  exportRoutes,
  customerRoutes,
  labelRoutes,
  operationRoutes,
  progressRoutes,
  ruleRoutes,
  healthRoutes,
];

/** The whole HTTP side, not yet listening: `app.inject()` tests it, `listenOn` opens the socket. */
export async function createApp(dependencies: HttpDependencies, options: HttpOptions = {}): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxJsonBytes,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    return503OnClosing: false,
  });
  app.setValidatorCompiler(validatorCompiler);
  // Replies are typed by the contract at compile time; parsing a long call's 100,000 peaks again would only cost time.
  app.setSerializerCompiler(() => (reply) => JSON.stringify(reply));
  answerErrors(app);
  guardLoopback(app, options.token);
  logRequests(app);
  // Replies of the API are data, so they may load nothing at all; the page brings its own policy.
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(multipart, { limits: { files: 32, fields: 1, fieldSize: maxJsonBytes, fileSize: maxMediaBytes } });
  await describeApi(app);
  for (const register of resources) register(app, dependencies);
  ingestRunRoutes(app, dependencies, options.token);
  if (options.webFolder) await servePage(app, options.webFolder);
  else app.setNotFoundHandler((request, reply) => sendProblem(request, reply, noSuchRoute(request)));
  return app;
}
