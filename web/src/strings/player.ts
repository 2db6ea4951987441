export const playerStrings = {
  label: 'Player',
  play: 'Play',
  pause: 'Pause',
  position: 'Position',
  positionOf: (at: string, whole: string) => `${at} of ${whole}`,
  speed: 'Speed',
  skipSilence: 'Skip silence',
  follow: 'Follow',
  channel: (n: number) => `Channel ${n + 1}`,
  unplayable: 'This browser cannot play the recording. The transcript and the measures are complete.',
} as const;
