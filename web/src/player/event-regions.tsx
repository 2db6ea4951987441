import { contactStrings } from '../strings/contact.ts';
import type { Pattern, Region } from './prepare-waveform.ts';

/** Over the waveform: when there was a hold, a silence, overtalk. The same events stand as a table in the side panel. */
export function EventRegions({ regions }: { readonly regions: readonly Region[] }) {
  return (
    <svg className="pointer-events-none absolute inset-0 size-full text-muted" aria-hidden="true">
      <PatternDefinitions />
      {regions.map(({ key, pattern, left, width }) => (
        <g key={key} className={pattern === 'solid' ? 'text-danger' : ''}>
          <rect x={`${left}%`} width={`${width}%`} height="100%" fill="currentColor" opacity="0.06" />
          <rect x={`${left}%`} width={`${width}%`} height="100%" fill={fillOf(pattern)} opacity={pattern === 'solid' ? 0.25 : 0.3} />
        </g>
      ))}
    </svg>
  );
}

export function RegionLegend({ regions }: { readonly regions: readonly Region[] }) {
  const kinds = [...new Map(regions.map((region) => [region.kind, region])).values()];
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {kinds.map(({ kind, pattern }) => (
        <li key={kind} className="flex items-center gap-1.5">
          <svg width="16" height="12" aria-hidden="true" className={pattern === 'solid' ? 'text-danger' : ''}>
            <rect width="16" height="12" fill={fillOf(pattern)} opacity={pattern === 'solid' ? 0.35 : 0.8} />
            <rect x="0.5" y="0.5" width="15" height="11" fill="none" stroke="currentColor" opacity="0.5" />
          </svg>
          {contactStrings.events[kind]}
        </li>
      ))}
    </ul>
  );
}

function fillOf(pattern: Pattern): string {
  return pattern === 'solid' ? 'currentColor' : `url(#pattern-${pattern})`;
}

function PatternDefinitions() {
  return (
    <defs>
      <pattern id="pattern-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" stroke="currentColor" strokeWidth="1.5" />
      </pattern>
      <pattern id="pattern-dots" width="5" height="5" patternUnits="userSpaceOnUse">
        <circle cx="1.5" cy="1.5" r="0.9" fill="currentColor" />
      </pattern>
      <pattern id="pattern-bars" width="4" height="4" patternUnits="userSpaceOnUse">
        <line x1="1" y1="0" x2="1" y2="4" stroke="currentColor" strokeWidth="1" />
      </pattern>
    </defs>
  );
}
