export const appStrings = {
  name: 'Earshot',
  conversations: 'Conversations',
  skipToContent: 'Skip to content',
  theme: (theme: 'light' | 'dark') => (theme === 'dark' ? 'Use dark colours' : 'Use light colours'),
  notFound: 'There is nothing at this address.',
  toList: 'All conversations',
  untitled: 'Conversation',
} as const;
