export const editorStrings = {
  kinds: {
    role: 'role',
    field: 'field',
    construct: '',
    list: 'list',
    entity: 'entity',
    rule: 'rule',
    event: 'event',
  },
  try: (suggestion: string) => `Try: ${suggestion}`,
} as const;
