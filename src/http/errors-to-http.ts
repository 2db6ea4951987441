import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, type ErrorCode, errorCodes } from '../domain/errors.ts';
import type { Problem } from './contract/problem.ts';

type FieldErrors = NonNullable<Problem['errors']>;

/** What a failure tells the caller: a code of the table, a status, and facts. */
interface Failure {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly errors?: FieldErrors;
}

/** Every error of every route leaves as RFC 9457 problem details; only defects are logged with their cause. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const failure = failureOf(error);
    if (failure.status >= 500) request.log.error({ code: failure.code, name: error.name, stack: error.stack }, 'request failed');
    return sendProblem(request, reply, failure);
  });
}

export function noSuchRoute(request: FastifyRequest): Failure {
  return { code: 'not-found', status: 404, detail: `There is no ${request.method} ${pathOf(request)}.` };
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
  const problem: Problem = {
    type: `urn:earshot:error:${failure.code}`,
    title: titleOf(failure.code),
    status: failure.status,
    detail: failure.detail,
    instance: pathOf(request),
    help: errorCodes[failure.code].help,
    ...(failure.errors && { errors: failure.errors }),
    request_id: request.id,
  };
  return reply.status(failure.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

function failureOf(error: FastifyError): Failure {
  if (error instanceof AppError) return ofAppError(error);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = error.validationContext === 'body' ? '' : '?';
    const errors = error.validation.map((issue) => ({
      pointer: place === '' ? issue.instancePath || '/' : `${place}${issue.instancePath.slice(1)}`,
      detail: issue.message ?? 'is not valid',
    }));
    return { code: 'invalid-input', status: 422, detail: `${errors.length} field(s) of the request are not valid.`, errors };
  }
  const status = error.statusCode ?? 500;
  if (status === 413) return { code: 'too-large', status, detail: 'The body is larger than this route accepts.' };
  if (status >= 400 && status < 500) return { code: 'bad-request', status, detail: error.message };
  return { code: 'internal', status: 500, detail: 'The request failed for a reason that is not the caller’s.' };
}

function ofAppError(error: AppError): Failure {
  const { code, cause, message: detail } = error;
  const errors =
    cause instanceof z.ZodError ? cause.issues.map((issue) => ({ pointer: pointerOf(issue.path), detail: issue.message })) : null;
  return { code, status: errorCodes[code].status, detail, ...(errors && { errors }) };
}

/** RFC 6901. */
function pointerOf(path: readonly PropertyKey[]): string {
  return `/${path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Without the query: it may hold what a person typed. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}
