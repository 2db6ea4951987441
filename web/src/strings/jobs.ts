import { plural } from '../plural.ts';

const number = new Intl.NumberFormat('en');

export const jobStrings = {
  title: 'Jobs',
  intro: 'What the machine is working on, what it would cost to work on more, and what is in force.',
  line: {
    title: 'The line',
    idle: 'Nothing is waiting.',
    counts: { waiting: 'Waiting', working: 'Under way', done: 'Done since the start', failed: 'Failed' },
    progress: 'Progress of the line',
    lag: 'Lag by source',
    parked: (count: number) => `${plural(count, 'item', 'items')} parked: see Sources`,
    noneParked: 'Nothing is parked.',
  },
  rules: {
    title: 'Rules in force',
    none: 'No version was published: conversations are judged by the files of the workspace as they come in.',
    columns: { version: 'Version', state: 'State', note: 'Note', published: 'Published', judged: 'Judged' },
    states: { scoring: 'Judging', shown: 'In force', replaced: 'Replaced', abandoned: 'Abandoned' },
    judged: (judged: number, total: number) => `${number.format(judged)} of ${number.format(total)}`,
    older: (count: number) => plural(count, 'older version', 'older versions'),
  },
  rescore: {
    button: 'Judge everything again…',
    title: 'Judge everything again?',
    explain:
      'Every stored conversation is judged by the rules in force. The findings shown now stay until the last one is done, then all switch at once.',
    cost: 'What it costs',
    conversations: 'Conversations',
    rules: 'Rules',
    time: 'Estimated time',
    versions: 'Versions',
    switched: (from: string, to: string) => `${from} → ${to}`,
    version: (version: number) => `version ${version}`,
    noVersion: 'files of the workspace',
    minutes: (minutes: number) => (minutes < 1 ? 'less than a minute' : `about ${plural(Math.ceil(minutes), 'minute', 'minutes')}`),
    basis: (rate: number) => `at ${number.format(rate)} conversations a second, as measured just now on this machine`,
    measuring: 'Measuring on this machine…',
    confirm: 'Judge again',
    cancel: 'Cancel',
    failed: 'It could not be started.',
  },
  drivers: {
    title: 'Drivers in force',
    none: 'No drivers have been found yet.',
    found: (day: string, statements: number) => `Found on ${day} in ${plural(statements, 'statement', 'statements')}.`,
    open: 'Drivers',
  },
} as const;
