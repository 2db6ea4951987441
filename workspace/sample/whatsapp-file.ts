import type { CapturedInteractionInput } from '../../src/domain/captured-interaction.ts';
import type { Contact } from './contact.ts';

const stamp = new Map<string, Intl.DateTimeFormat>();

/** A chat as the phone app exports it: local time without offset, and lines the app itself adds. */
export function whatsappExport(contact: Contact, interaction: CapturedInteractionInput): string {
  const lines = (interaction.turns ?? []).map(({ at, participant, text }) => {
    const author = participant === 'customer' ? contact.customer.name : participant === 'bot' ? 'Fern (Fernhill bot)' : 'Fernhill Support';
    return `${localStamp(at ?? interaction.startedAt ?? '', contact.zone)} - ${author}: ${text}`;
  });
  const notice = `${localStamp(interaction.startedAt ?? '', contact.zone)} - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.`;
  return `${[notice, ...lines].join('\n')}\n`;
}

function localStamp(iso: string, zone: string): string {
  const format =
    stamp.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: '2-digit',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    });
  stamp.set(zone, format);
  return format.format(new Date(iso)).replace(/[\u202f\u00a0]/g, ' ');
}
