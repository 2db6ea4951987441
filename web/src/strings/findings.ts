import { plural } from '../plural.ts';

export const findingStrings = {
  title: 'Findings',
  none: 'No rule has judged this conversation yet.',
  nothingFound: 'No rule found what it looks for.',
  kept: 'Kept',
  unassessable: 'Not assessable',
  others: (count: number) => `${plural(count, 'other rule', 'other rules')} found nothing`,
  missed: 'missed',
  found: 'found',
  why: 'Why',
  whyOf: (rule: string) => `Why: ${rule}`,
  loading: 'Asking the rule…',
  failed: 'The rule could not be asked.',
  copyLink: 'Copy link to these words',
  searched: (role: string, turns: number, from: string, to: string) =>
    `Looked for in ${plural(turns, 'turn', 'turns')} of ${role}, from ${from} to ${to}`,
  searchedTurns: (role: string, turns: number) => `Looked for in ${plural(turns, 'turn', 'turns')} of ${role}`,
  anyone: 'anyone',
  severity: { info: 'Info', minor: 'Minor', major: 'Major', critical: 'Critical' },
  outcomes: { met: 'met', missed: 'missed', 'not assessable': 'not assessable' },
  /** Why a rule could not be judged. */
  reasons: {
    'does-not-apply': 'does not concern this contact',
    'no-transcript': 'no transcript',
    'no-such-role': 'nobody of that role speaks',
    'role-unsure': 'it is unsure who speaks',
    'too-short': 'the contact ended before the window',
    'window-redacted': 'the words were redacted',
    'window-paused': 'the recording was paused',
    language: 'another language',
    'no-clock': 'no times',
    'metric-unknown': 'a measure is unknown',
    'no-history': 'other contacts of the customer are not known',
    'low-confidence': 'heard with too little confidence',
  } as Readonly<Record<string, string>>,
} as const;
