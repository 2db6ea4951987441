import type { InteractionEvent } from '../../api.ts';
import { formatClock, formatDuration } from '../../format.ts';
import { contactStrings } from '../../strings/contact.ts';
import { panelStrings } from '../../strings/panel.ts';

export function EventTable({ events }: { readonly events: readonly InteractionEvent[] }) {
  return (
    <table className="w-full text-left">
      <thead className="text-xs text-muted">
        <tr>
          <th className="font-normal">{panelStrings.when}</th>
          <th className="font-normal">{panelStrings.what}</th>
          <th className="font-normal">{panelStrings.who}</th>
        </tr>
      </thead>
      <tbody>
        {events.map(({ kind, startMs, endMs, role, origin }) => (
          <tr key={`${kind}-${startMs}`} className="align-top">
            <td className="pr-2">{formatClock(startMs)}</td>
            <td className="pr-2">
              {contactStrings.events[kind]}
              <span className="block text-xs text-muted">
                {endMs > startMs ? `${formatDuration(endMs - startMs)}, ` : ''}
                {contactStrings.origins[origin]}
              </span>
            </td>
            <td className="text-muted">{role === null ? '' : (contactStrings.roles[role] ?? role)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
