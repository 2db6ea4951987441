import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { within } from '../../access/within-scope.ts';
import { AppError } from '../../domain/errors.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { Media } from '../../domain/interaction.ts';
import { parseByteRange } from '../byte-range.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function mediaRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  const { access, recordings } = dependencies;
  serve(app, 'GET /v1/interactions/{id}/media/{n}', async ({ params }, { request, reply, viewer }) => {
    const interaction = await within(dependencies, viewer.scope).content.get(params.id as InteractionId);
    const media = interaction?.media[params.n];
    const recording = media && (await recordings.open(media));
    if (!media || !recording) throw new AppError('not-found', 'This interaction has no such recording.');
    await access.seen({ actor: viewer.actor, action: 'media', subject: params.id, detail: '' }, { inPieces: true });
    const { size } = recording;
    const range = parseByteRange(request.headers.range, size);
    reply.header('accept-ranges', 'bytes').header('etag', `"${recording.tag}"`).header('cache-control', 'private, max-age=3600');
    if (range === 'unsatisfiable') return reply.status(416).header('content-range', `bytes */${size}`).send();
    reply.type(recording.mediaType ?? mediaTypeOf(media)).header('content-length', range ? range.end - range.start : size);
    if (range) reply.status(206).header('content-range', `bytes ${range.start}-${range.end - 1}/${size}`);
    return reply.send(recording.read(range));
  });
}

const typesByExtension: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.flac': 'audio/flac',
  '.m4a': 'audio/mp4',
};

/** Only audio is named as such: anything else that came with a contact must never be shown as a page. */
function mediaTypeOf(media: Media): string {
  const declared = media.mediaType?.toLowerCase() ?? '';
  if (/^audio\/[\w.+-]+$/.test(declared)) return declared;
  return typesByExtension[extname(media.name).toLowerCase()] ?? 'application/octet-stream';
}
