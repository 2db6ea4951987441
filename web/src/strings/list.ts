import { plural } from '../plural.ts';

export const listStrings = {
  label: 'Conversations',
  noWords: 'No transcript',
  turns: (count: number) => plural(count, 'turn', 'turns'),
  messages: (count: number) => plural(count, 'message', 'messages'),
  unknownTime: 'Time unknown',
  loading: 'Loading conversations',
  emptyTitle: 'No conversation matches',
  emptyHelp: 'Take away a filter or search for fewer words.',
  refusedTitle: 'This search cannot be read',
  refusedHelp: 'Its mistake is named under the search field.',
  nothingTitle: 'No conversations yet',
  nothingHelp: 'Hand some in with `./earshot ingest PATH`, a watched folder, or POST /v1/interactions.',
} as const;
