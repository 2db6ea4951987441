import { Link } from '@tanstack/react-router';
import { usePermitted } from '../../session/use-session.ts';
import { accessStrings } from '../../strings/access.ts';

const { tabs } = accessStrings;

/** People, keys and the audit log: one subject, and each for those who may see it. */
export function AccessTabs() {
  const shown = [
    { to: '/settings/people', name: tabs.people, permitted: usePermitted('accounts:manage') },
    { to: '/settings/keys', name: tabs.keys, permitted: usePermitted('keys:manage') },
    { to: '/settings/audit', name: tabs.audit, permitted: usePermitted('audit:read') },
  ] as const;
  return (
    <nav aria-label={tabs.label} className="flex gap-1 border-b border-line">
      {shown
        .filter(({ permitted }) => permitted)
        .map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            className="-mb-px border-b-2 border-transparent px-3 py-1.5 text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
          >
            {name}
          </Link>
        ))}
    </nav>
  );
}
