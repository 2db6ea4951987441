import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CapturedMedia } from '../domain/captured-interaction.ts';
import { AppError } from '../domain/errors.ts';
import type { BlobHash } from '../domain/ids.ts';
import type { BlobStore } from '../storage/blobs.ts';
import { captureBodySchema } from './contract/operations.ts';
import type { HandedIn } from './dependencies.ts';

type CaptureBody = z.output<typeof captureBodySchema>;

interface ReceivedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly blob: BlobHash;
}

/** One contact from a JSON body, or from a multipart body whose recordings go straight into the blob store. */
export async function receiveContact(request: FastifyRequest, blobs: BlobStore): Promise<HandedIn> {
  if (!request.isMultipart()) return handedIn(parseBody(request.body), []);
  let body: CaptureBody | undefined;
  const files: ReceivedFile[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'field') body = parsePart(part);
    else if (body) files.push(await storeFile(part, blobs));
    else throw new AppError('invalid-input', 'The part `interaction` must come before the recordings.');
  }
  if (!body) throw new AppError('invalid-input', 'The part `interaction` is missing.');
  return handedIn(body, files);
}

function parsePart(part: Extract<Multipart, { type: 'field' }>): CaptureBody {
  if (part.fieldname !== 'interaction') throw new AppError('invalid-input', 'Only the part `interaction` may be text.');
  if (part.valueTruncated) throw new AppError('too-large', 'The part `interaction` is larger than 32 MB.');
  return parseBody(jsonOf(part.value));
}

function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    // The parser's own message quotes the text, which may be personal.
    throw new AppError('bad-request', 'The part `interaction` is not JSON.');
  }
}

function parseBody(value: unknown): CaptureBody {
  const parsed = captureBodySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-input', `${parsed.error.issues.length} field(s) of the interaction are not valid.`, { cause: parsed.error });
}

async function storeFile(part: MultipartFile, blobs: BlobStore): Promise<ReceivedFile> {
  const { hash } = await blobs.put(part.file);
  if (part.file.truncated) throw new AppError('too-large', 'A recording is larger than 4 GB.');
  return { name: part.filename, mediaType: part.mimetype, blob: hash };
}

/** The n-th file is the n-th entry of `media`; files beyond the list get an entry of their own. */
function handedIn({ source, ...interaction }: CaptureBody, files: readonly ReceivedFile[]): HandedIn {
  if (interaction.media.length > files.length) {
    const issue = { code: 'custom' as const, path: ['media', files.length], message: 'has no file in this request', input: undefined };
    throw new AppError('invalid-input', `${interaction.media.length} recordings are listed and ${files.length} were sent.`, {
      cause: new z.ZodError([issue]),
    });
  }
  const media: CapturedMedia[] = files.map(({ name, mediaType }, index) => interaction.media[index] ?? { name, mediaType });
  return { source, interaction: { ...interaction, media }, mediaBlobs: files.map(({ blob }) => blob) };
}
