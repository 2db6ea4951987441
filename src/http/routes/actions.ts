import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { createInterventionDesk } from '../../analytics/interventions/intervention-desk.ts';
import { AppError } from '../../domain/errors.ts';
import type { FeedItem } from '../../domain/feed-item.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';
import { streamFeed } from '../stream-feed.ts';

export function actionRoutes(app: FastifyInstance, { feed, records, metrics }: HttpDependencies): void {
  const desk = createInterventionDesk({ interventions: records.interventions, metrics });

  serve(app, 'GET /v1/feed', async ({ query }) => ({ items: (await feed.list(query)).map(({ item }) => shown(item)) }));

  serve(app, 'GET /v1/feed/stream', ({ headers }, { reply }) => {
    const events = streamFeed(feed, { lastEventId: headers['last-event-id'] });
    return reply.type('text/event-stream').header('cache-control', 'no-store').send(Readable.from(events));
  });

  serve(app, 'GET /v1/feed/{id}', async ({ params: { id } }) => {
    const item = await feed.get(id);
    if (item === null) throw new AppError('not-found', `There is no item ${id} in the feed.`);
    return shown(item);
  });

  serve(app, 'POST /v1/feed/{id}/status', async ({ params: { id }, body: { status, reason } }, { viewer }) => {
    const decide = { new: feed.reopen, acknowledged: feed.acknowledge, acted: feed.act, dismissed: feed.dismiss }[status];
    return shown(await decide(id, { by: viewer.actor, reason }));
  });

  serve(app, 'POST /v1/feed/{id}/assign', async ({ params: { id }, body }, { viewer }) =>
    shown(await feed.assign(id, { ...body, by: viewer.actor })),
  );

  serve(app, 'GET /v1/interventions', async () => ({ items: [...(await desk.list())] }));

  serve(app, 'POST /v1/interventions', ({ body }, { viewer }) => desk.add(body, viewer.actor));

  serve(app, 'GET /v1/interventions/{id}/effect', ({ params }) => desk.effect(params.id));

  serve(app, 'DELETE /v1/interventions/{id}', async ({ params }) => ({ removed: await desk.remove(params.id) }));
}

/** The evidence at a dismissal is only held against later runs. */
function shown({ key: _key, evidenceDismissed: _known, ...item }: FeedItem) {
  return item;
}
