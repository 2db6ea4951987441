import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Interaction } from '../../api.ts';
import { formatLength, formatMoment } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { isByDesign, reasonText } from '../../reason-text.ts';
import { appStrings } from '../../strings/app.ts';
import { contactStrings } from '../../strings/contact.ts';
import { listStrings } from '../../strings/list.ts';

export function ConversationHeader({ interaction, action }: { readonly interaction: Interaction; readonly action: ReactNode }) {
  const { channel, startedAt, durationMs, subject, state, stateReason } = interaction;
  const moment = { thisYear: new Date().getFullYear() };
  const when = startedAt === null ? listStrings.unknownTime : formatMoment(startedAt, moment);
  const agents = [...new Set(interaction.legs.flatMap(({ agent }) => agent ?? []))];
  const queues = [...new Set(interaction.legs.flatMap(({ queue }) => queue ?? []))];
  const byDesign = isByDesign(stateReason);
  const title = subject ?? `${contactStrings.channels[channel]}, ${when}`;
  const facts = [
    subject ? when : null,
    durationMs === null ? null : formatLength(channel, durationMs),
    queues.join(' → '),
    agents.join(' → '),
  ].filter(Boolean);
  return (
    <header className="flex items-center gap-3 border-b border-line bg-surface px-4 py-2">
      <title>{`${title} – ${appStrings.name}`}</title>
      <Link to="/interactions" className="button button-quiet px-2" aria-label={appStrings.toList}>
        <Icon name="back" />
      </Link>
      <span title={contactStrings.channels[channel]} className="text-muted">
        <Icon name={channel} />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
        <h1 className="max-w-full text-lg font-semibold max-sm:line-clamp-2 sm:truncate">{title}</h1>
        <p className="max-w-full truncate text-muted">{facts.join(' · ')}</p>
        {state !== 'assessable' && (
          <span
            className={`chip ml-auto self-center whitespace-normal max-sm:ml-0 ${byDesign ? 'text-muted' : 'border-warn bg-warn-soft text-warn'}`}
          >
            {!byDesign && <Icon name="alert" className="size-3" />}
            {contactStrings.notAssessable(stateReason === null ? contactStrings.reasonUnknown : reasonText(stateReason))}
          </span>
        )}
      </div>
      {action}
    </header>
  );
}
