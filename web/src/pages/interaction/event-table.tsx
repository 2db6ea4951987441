import type { InteractionEvent } from '../../api.ts';
import { formatClock, formatDuration } from '../../format.ts';
import { strings } from '../../strings.ts';

export function EventTable({ events }: { readonly events: readonly InteractionEvent[] }) {
  return (
    <table className="w-full text-left">
      <thead className="text-xs text-muted">
        <tr>
          <th className="font-normal">{strings.panel.when}</th>
          <th className="font-normal">{strings.panel.what}</th>
          <th className="font-normal">{strings.panel.who}</th>
        </tr>
      </thead>
      <tbody>
        {events.map(({ kind, startMs, endMs, role, origin }) => (
          <tr key={`${kind}-${startMs}`} className="align-top">
            <td className="pr-2">{formatClock(startMs)}</td>
            <td className="pr-2">
              {strings.events[kind]}
              <span className="block text-xs text-muted">
                {endMs > startMs ? `${formatDuration(endMs - startMs)}, ` : ''}
                {strings.origins[origin]}
              </span>
            </td>
            <td className="text-muted">{role === null ? '' : (strings.roles[role] ?? role)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
