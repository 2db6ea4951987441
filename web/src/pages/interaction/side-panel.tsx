import type { Interaction } from '../../api.ts';
import { LegTimeline } from '../../charts/draw/leg-timeline.tsx';
import { prepareLegTimeline } from '../../charts/prepare/leg-timeline.ts';
import { Icon } from '../../parts/icon.tsx';
import { Permitted } from '../../session/permitted.tsx';
import { findingStrings } from '../../strings/findings.ts';
import { panelStrings } from '../../strings/panel.ts';
import { understandingStrings } from '../../strings/understanding.ts';
import { DriverSection } from './driver-section.tsx';
import { EventTable } from './event-table.tsx';
import type { Match } from './find-matches.ts';
import { FindingSection } from './finding-section.tsx';
import { MeasureSection } from './measure-section.tsx';
import { PanelSection } from './panel-section.tsx';
import { canSwapRoles, type Fact, participantFact, prepareAttributes, prepareFacts } from './prepare-facts.ts';
import { prepareUnderstanding } from './prepare-understanding.ts';
import { SwapRoles } from './swap-roles.tsx';
import { EntityList, ReadingList, SummaryList } from './understanding-section.tsx';

interface SidePanelProps {
  readonly interaction: Interaction;
  readonly onGoTo: (place: number) => void;
  readonly onPoint: (match: Match | null) => void;
  readonly onCopySpan: (match: Match) => Promise<void>;
}

/** Everything known about the contact beside its words, most asked for first. */
export function SidePanel({ interaction, onGoTo, onPoint, onCopySpan }: SidePanelProps) {
  const { warnings, legs, participants, events, attributes, versions } = interaction;
  const understood = prepareUnderstanding(interaction);
  const point = { onGoTo, onPoint };
  return (
    <aside
      aria-label={panelStrings.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="border-line bg-surface -outline-offset-2 max-lg:border-t lg:min-h-0 lg:overflow-y-auto lg:border-l"
    >
      {warnings.length > 0 && (
        <ul aria-label={panelStrings.warnings} className="flex flex-col gap-1.5 border-b border-line bg-warn-soft px-4 py-3 text-warn">
          {warnings.map((warning) => (
            <li key={warning} className="flex gap-2">
              <Icon name="alert" className="mt-0.5" />
              <span className="first-letter:uppercase">{warning}</span>
            </li>
          ))}
        </ul>
      )}
      {understood.summary.length > 0 && (
        <PanelSection title={understandingStrings.summary}>
          <SummaryList view={understood} {...point} />
        </PanelSection>
      )}
      <PanelSection title={findingStrings.title}>
        <FindingSection interaction={interaction} onCopySpan={onCopySpan} {...point} />
      </PanelSection>
      <DriverSection interaction={interaction} />
      {interaction.understanding.reasons !== undefined && (
        <PanelSection title={understandingStrings.reasons}>
          {understood.reasons.length === 0 ? (
            <p className="text-muted">{understandingStrings.noReason}</p>
          ) : (
            <ReadingList readings={understood.reasons} {...point} />
          )}
        </PanelSection>
      )}
      {understood.signals.length > 0 && (
        <PanelSection title={understandingStrings.signals}>
          <ReadingList readings={understood.signals} {...point} />
        </PanelSection>
      )}
      {understood.conduct.length > 0 && (
        <PanelSection title={understandingStrings.conduct}>
          <ReadingList readings={understood.conduct} {...point} />
        </PanelSection>
      )}
      {understood.entities.length > 0 && (
        <PanelSection title={understandingStrings.entities}>
          <EntityList view={understood} {...point} />
        </PanelSection>
      )}
      <PanelSection title={panelStrings.measures}>
        <MeasureSection interaction={interaction} />
      </PanelSection>
      {legs.length > 0 && (
        <PanelSection title={panelStrings.legs}>
          <LegTimeline bars={prepareLegTimeline(interaction)} />
        </PanelSection>
      )}
      {participants.length > 0 && (
        <PanelSection title={panelStrings.participants}>
          <FactList facts={participants.map((participant) => participantFact(participant, participants))} />
          {canSwapRoles(interaction) && (
            <Permitted to="conversations:correct">
              <SwapRoles interaction={interaction} />
            </Permitted>
          )}
        </PanelSection>
      )}
      {events.length > 0 && (
        <PanelSection title={panelStrings.events} closed>
          <EventTable events={events} />
        </PanelSection>
      )}
      {Object.keys(attributes).length > 0 && (
        <PanelSection title={panelStrings.attributes}>
          <FactList facts={prepareAttributes(attributes)} />
        </PanelSection>
      )}
      <PanelSection title={panelStrings.identity} closed>
        <FactList facts={prepareFacts(interaction)} />
      </PanelSection>
      <PanelSection title={panelStrings.provenance} closed>
        <FactList facts={Object.entries(versions).map(([label, value]) => ({ label, value }))} />
      </PanelSection>
    </aside>
  );
}

function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[7rem_1fr] gap-x-2 gap-y-1">
      {facts.map(({ key, label, value, isMissing }) => (
        <div key={key ?? label} className="contents">
          <dt className="truncate text-muted" title={label}>
            {label}
          </dt>
          <dd className={`min-w-0 break-words ${isMissing ? 'text-muted' : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
