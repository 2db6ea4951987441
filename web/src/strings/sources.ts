import { plural } from '../plural.ts';

export const sourcesStrings = {
  title: 'Sources',
  tableLabel: 'What came in from each source',
  loading: 'Loading sources',
  columns: {
    source: 'Source',
    captured: 'Received',
    waiting: 'Waiting',
    parked: 'Parked',
    lastSeen: 'Last seen',
    newest: 'Newest contact',
    lag: 'Lag',
  },
  lagHelp: 'Lag: how old the newest contact was when the source was last seen.',
  inFuture: 'in the future',
  never: 'never',
  emptyTitle: 'Nothing has come in yet',
  parkedTitle: 'Parked',
  parkedHelp: 'These could not be read. The originals are kept; mend the cause and try again.',
  parkedNone: 'Nothing is parked: everything that came in could be read.',
  parkedCount: (count: number) => `${plural(count, 'item', 'items')} parked`,
  parkedColumns: { name: 'File', source: 'Source', reason: 'Reason', at: 'Since', action: 'Action' },
  position: (position: string) => `at ${position}`,
  retry: 'Try again',
  retryOne: (name: string) => `Try to read ${name} again`,
  retrying: 'Reading…',
  outcomes: { captured: 'Read', updated: 'Read as a new version', duplicate: 'Was here already', parked: 'Still unreadable' },
  unmatchedTitle: 'Metadata without a contact',
  unmatched: (count: number) =>
    `${plural(count, 'row waits', 'rows wait')} for the contact that ${count === 1 ? 'it belongs' : 'they belong'} to.`,
} as const;
