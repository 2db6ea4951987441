export const errorsStrings = {
  title: 'This could not be loaded',
  offline: 'The server does not answer. Check that `./earshot serve` is running.',
  retry: 'Try again',
} as const;
