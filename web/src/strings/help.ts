export const helpStrings = {
  open: 'Keyboard shortcuts',
  title: 'Keyboard shortcuts',
  close: 'Close',
  groups: [
    {
      title: 'Everywhere',
      keys: [
        ['?', 'This list'],
        ['/', 'Search'],
        ['Ctrl K', 'Go to a page, driver, rule or conversation'],
        ['g o', 'Overview'],
        ['g e', 'Explore'],
        ['g d', 'Drivers'],
        ['g r', 'Rules'],
      ],
    },
    {
      title: 'List',
      keys: [
        ['j k', 'Next, previous conversation'],
        ['Enter', 'Open'],
        ['Esc', 'Leave the search field'],
      ],
    },
    {
      title: 'Conversation',
      keys: [
        ['Space', 'Play, pause'],
        ['← →', '5 seconds back, ahead'],
        ['n p', 'Next, previous turn'],
        ['[ ]', 'Slower, faster'],
        ['s', 'Skip silence'],
        ['f', 'Follow while playing'],
        ['c', 'Copy link to this turn'],
        ['Esc', 'Back to the list'],
      ],
    },
    {
      title: 'Rules',
      keys: [
        ['n', 'New rule'],
        ['y n s', 'Judge a drawn conversation: yes, no, skip'],
        ['u', 'Take the last judgement back'],
      ],
    },
  ],
} as const;
