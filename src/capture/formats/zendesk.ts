import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import type { Channel, Role } from '../../domain/vocabulary.ts';
import { htmlText } from '../html-text.ts';
import { attributesOf, compact, type JsonObject, objectOf, objectsOf, textOf } from '../json-object.ts';
import { type JsonPlace, type JsonShape, jsonReader } from '../json-values.ts';
import { type LegHolder, legsByHolder } from '../legs.ts';
import { separateReply } from '../set-aside.ts';
import { parseTime } from '../time-zone.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];

/** Zendesk's ticket export, one ticket per line. A ticket is one case; its public comments are the turns. */
const shape: JsonShape = {
  format: 'zendesk',
  hint: /"requester_id"|"submitter_id"/,
  recognises: (value) =>
    value.requester_id !== undefined && value.id !== undefined && (Array.isArray(value.comments) || value.description !== undefined),
  read: (value, place) => [{ kind: 'interaction', interaction: ticketOf(value, place), ...compact({ position: place.position }) }],
};

export const zendeskReader = jsonReader(shape);

const channels: Readonly<Record<string, Channel>> = {
  chat: 'chat',
  native_messaging: 'messaging',
  messaging: 'messaging',
  sms: 'messaging',
  whatsapp: 'messaging',
  facebook: 'messaging',
  twitter: 'messaging',
  voice: 'voice',
  phone: 'voice',
};

function ticketOf(ticket: JsonObject, place: JsonPlace): CapturedInteractionInput {
  const users = new Map(objectsOf(ticket.users).map((user) => [textOf(user.id), user]));
  const requester = textOf(ticket.requester_id) ?? 'requester';
  const timeOf = (value: unknown) => (typeof value === 'string' ? parseTime(value, place.context.timeZone)?.iso : undefined);
  const comments = objectsOf(ticket.comments);
  const opening: readonly JsonObject[] =
    comments.length > 0 ? comments : [{ author_id: requester, plain_body: ticket.description, created_at: ticket.created_at }];
  const { turns, notes } = turnsOf(opening, timeOf);
  const people = [...new Set(turns.map(({ participant }) => participant))].map((id) => personOf(id, requester, users.get(id)));
  const built = legsByHolder(people, turns, textOf(ticket.group_id));
  const email = textOf(users.get(requester)?.email);
  return compact({
    externalId: String(ticket.id),
    channel: channels[String(objectOf(ticket.via).channel ?? '').toLowerCase()] ?? ('email' as const),
    startedAt: timeOf(ticket.created_at) ?? turns[0]?.at,
    endedAt: turns.at(-1)?.at,
    caseId: String(ticket.id),
    subject: textOf(ticket.subject),
    customer: compact({ account: requester, email }),
    attributes: attributesOf(
      compact({
        status: textOf(ticket.status),
        priority: textOf(ticket.priority),
        tags: Array.isArray(ticket.tags) && ticket.tags.length > 0 ? ticket.tags.join(', ') : undefined,
        satisfaction: textOf(objectOf(ticket.satisfaction_rating).score),
      }),
    ),
    participants: people,
    legs: built.legs,
    turns: [...built.turns],
    warnings: notes > 0 && turns.length === 0 ? [`${notes} internal notes and no public comment`] : [],
  });
}

/** Internal notes were never seen by the customer: they stand beside the comment they follow and are not judged. */
function turnsOf(
  comments: readonly JsonObject[],
  timeOf: (value: unknown) => string | undefined,
): { turns: CapturedTurnInput[]; notes: number } {
  const turns: CapturedTurnInput[] = [];
  const early: string[] = [];
  let notes = 0;
  for (const comment of comments) {
    const body = textOf(comment.plain_body) ?? textOf(comment.body) ?? htmlText(textOf(comment.html_body) ?? '');
    if (body.trim() === '') continue;
    if (comment.public === false) {
      notes += 1;
      const last = turns.at(-1);
      if (last) last.setAside = [...(last.setAside ?? []), { kind: 'note', text: body }];
      else early.push(body);
      continue;
    }
    const { text, setAside } = separateReply(body);
    const aside = [...setAside, ...early.splice(0).map((note) => ({ kind: 'note' as const, text: note }))];
    turns.push(
      compact({
        participant: textOf(comment.author_id) ?? 'unknown',
        text,
        at: timeOf(comment.created_at),
        setAside: aside.length > 0 ? aside : undefined,
      }),
    );
  }
  return { turns, notes };
}

function personOf(id: string, requester: string, user: JsonObject | undefined): LegHolder & { readonly name?: string } {
  const role: Role = id === requester || user?.role === 'end-user' ? 'customer' : 'agent';
  return compact({ id, role, name: textOf(user?.name), ref: role === 'agent' ? id : undefined });
}
