import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { newSecret } from '../access/secrets.ts';
import { AppError } from '../domain/errors.ts';
import type { HttpDependencies } from './dependencies.ts';
import { answerErrors, noSuchRoute, sendProblem } from './errors-to-http.ts';
import { guardAccess } from './guard-access.ts';
import { logRequests } from './log-requests.ts';
import { describeApi } from './openapi.ts';
import { accessRoutes } from './routes/access.ts';
import { actionRoutes } from './routes/actions.ts';
import { auditRoutes } from './routes/audit.ts';
import { causeRoutes } from './routes/causes.ts';
import { customerRoutes } from './routes/customers.ts';
import { driverRoutes } from './routes/drivers.ts';
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
import { providerRoutes } from './routes/provider.ts';
import { queryRoutes } from './routes/query.ts';
import { reportRoutes } from './routes/reports.ts';
import { ruleStudioRoutes } from './routes/rule-studio.ts';
import { ruleRoutes } from './routes/rules.ts';
import { searchRoutes } from './routes/searches.ts';
import { sessionRoutes } from './routes/session.ts';
import { valueRoutes } from './routes/value.ts';
import { workspaceRoutes } from './routes/workspace.ts';
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
  reportRoutes,
  valueRoutes,
  actionRoutes,
  causeRoutes,
  driverRoutes,
  insightRoutes,
  ingestRoutes,
  exportRoutes,
  customerRoutes,
  labelRoutes,
  operationRoutes,
  progressRoutes,
  ruleRoutes,
  searchRoutes,
  workspaceRoutes,
  ruleStudioRoutes,
  accessRoutes,
  auditRoutes,
  healthRoutes,
];

/** The whole HTTP side, not yet listening: `app.inject()` tests it, `listenOn` opens the socket. */
export async function createApp(dependencies: HttpDependencies, options: HttpOptions = {}): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    // A proxy in front of the server runs on this machine; what others say about where they come from is not believed.
    trustProxy: 'loopback',
    bodyLimit: maxJsonBytes,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    return503OnClosing: false,
  });
  app.setValidatorCompiler(validatorCompiler);
  // Replies are typed by the contract at compile time; parsing a long call's 100,000 peaks again would only cost time.
  app.setSerializerCompiler(() => (reply) => JSON.stringify(reply));
  answerErrors(app);
  // Signs what must come back unchanged within minutes; a restart asks people to begin their sign-in again.
  await app.register(cookie, { secret: newSecret() });
  const { access } = dependencies;
  const cookieSettings = { secure: access.publicUrl?.startsWith('https:') ?? false, maxAgeSeconds: access.sessionSeconds };
  guardAccess(app, { access, token: options.token, publicUrl: access.publicUrl, cookie: cookieSettings });
  logRequests(app);
  // Replies of the API are data, so they may load nothing at all; the page brings its own policy.
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: cookieSettings.secure,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError('too-many-requests', `Too many attempts from this address; the next in ${Math.ceil(ttl / 1000)} s.`),
  });
  await app.register(multipart, { limits: { files: 32, fields: 1, fieldSize: maxJsonBytes, fileSize: maxMediaBytes } });
  await describeApi(app);
  for (const register of resources) register(app, dependencies);
  ingestRunRoutes(app, dependencies, options.token);
  sessionRoutes(app, dependencies, cookieSettings);
  providerRoutes(app, dependencies, cookieSettings);
  if (options.webFolder) await servePage(app, options.webFolder);
  else app.setNotFoundHandler((request, reply) => sendProblem(request, reply, noSuchRoute(request)));
  return app;
}
