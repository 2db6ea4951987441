export const appStrings = {
  name: 'Earshot',
  navigation: 'Main',
  conversations: 'Conversations',
  sources: 'Sources',
  measures: 'Measures',
  skipToContent: 'Skip to content',
  theme: (theme: 'light' | 'dark') => (theme === 'dark' ? 'Use dark colours' : 'Use light colours'),
  notFound: 'There is nothing at this address.',
  toList: 'All conversations',
  untitled: 'Conversation',
} as const;
