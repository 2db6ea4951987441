import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest, FastifySchema, FastifySchemaCompiler } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Viewer } from '../access/viewer.ts';
import { problemSchema } from './contract/problem.ts';
import type { RouteContract } from './contract/route-contract.ts';
import { type Parsed, type Reply, type RouteName, routes } from './contract/routes.ts';

interface RouteInput<Name extends RouteName> {
  readonly params: Parsed<Name, 'params'>;
  readonly query: Parsed<Name, 'query'>;
  readonly headers: Parsed<Name, 'headers'>;
  readonly body: Parsed<Name, 'body'>;
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly viewer: Viewer;
}

/** Answers the reply of the contract, or sends through `exchange.reply` what is not JSON. */
export type RouteHandler<Name extends RouteName> = (
  input: RouteInput<Name>,
  exchange: Exchange,
) => Promise<Reply<Name> | FastifyReply> | Reply<Name> | FastifyReply;

/** Serves one route of the contract: validated before, documented by the same schemas, typed throughout. */
export function serve<Name extends RouteName>(app: FastifyInstance, name: Name, handler: RouteHandler<Name>): void {
  const contract: RouteContract = routes[name];
  const [method = 'GET', path = '/'] = name.split(' ');
  app.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(contract),
    config: configOf(contract),
    ...(contract.readsBody && { validatorCompiler: validateAllButBody }),
    handler: (request, reply) => {
      reply.status(contract.status ?? 200);
      return handler(inputOf<Name>(request), { request, reply, viewer: request.viewer });
    },
  });
}

function configOf({ permission, withinScope, produces, attemptsPerMinute }: RouteContract): FastifyContextConfig {
  return {
    access: { permission, ...(withinScope && { withinScope }), ...(produces && { produces }) },
    ...(attemptsPerMinute && { rateLimit: { max: attemptsPerMinute, timeWindow: 60_000 } }),
  };
}

/** The validator has put the parsed values in place, so the contract's types hold from here on. */
function inputOf<Name extends RouteName>(request: FastifyRequest): RouteInput<Name> {
  const { params, query, headers, body } = request;
  const input: unknown = { params, query, headers, body };
  return input as RouteInput<Name>;
}

function schemaOf(contract: RouteContract): FastifySchema {
  const { summary, tag, params, query, headers, body, reply, produces, status = 200 } = contract;
  const described = {
    summary,
    tags: [tag],
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(headers && { headers }),
    ...(body && { body }),
    ...(contract.readsBody && { consumes: ['application/json', 'multipart/form-data'] }),
    response: {
      [status]: produces ? { content: { [produces]: { schema: reply } } } : reply,
      default: { content: { 'application/problem+json': { schema: problemSchema } } },
    },
  };
  return described;
}

const validateAllButBody: FastifySchemaCompiler<FastifySchema> = (route) => {
  if (route.httpPart === 'body') return (value: unknown) => ({ value });
  const schema: unknown = route.schema;
  return validatorCompiler({ ...route, schema: schema as z.ZodType });
};
