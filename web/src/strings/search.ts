import { plural } from '../plural.ts';

const number = new Intl.NumberFormat('en');

export const searchStrings = {
  label: 'Search conversations',
  placeholder: 'Words, "a phrase", -without',
  clear: 'Clear search',
  results: (count: number) => plural(count, 'conversation', 'conversations'),
  filters: 'Filters',
  clearAll: 'Clear filters',
  clearEverything: 'Clear search and filters',
  export: 'Export',
  exportLabel: (count: number) => `Everything found: ${number.format(count)}`,
  exportFormats: [
    ['csv', 'CSV', 'one row per turn'],
    ['jsonl', 'JSONL', 'one conversation per line'],
    ['vcon', 'vCon', 'one vCon per line'],
  ] as const,
  remove: (field: string, value: string) => `Remove filter ${field}: ${value}`,
  from: 'From',
  to: 'To',
  dates: 'Started',
  more: (count: number) => `${count} more`,
  fewer: 'Fewer',
  loadingMore: 'Loading more…',
  end: 'End of list',
} as const;
