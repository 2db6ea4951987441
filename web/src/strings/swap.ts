export const swapStrings = {
  button: 'Swap agent and customer',
  title: 'Swap agent and customer?',
  explain:
    'What was said stays the same; every turn of the agent becomes the customer’s and the other way round. Measures are worked out again, as a new version.',
  confirm: 'Swap roles',
  cancel: 'Cancel',
  working: 'Swapping roles…',
  done: 'Roles swapped',
  failed: 'The roles could not be swapped.',
} as const;
