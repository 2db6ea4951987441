export type SettingValue = string | number | boolean;

/** A setting of `workspace.yaml` that a form can change: a single value. Lists and sources are changed in the file. */
export interface SettingDefinition {
  readonly path: string;
  readonly section: 'workspace' | 'redaction' | 'analysis' | 'rules' | 'sessions' | 'measures';
  readonly what: string;
  readonly kind: 'text' | 'number' | 'yes-no' | 'choice';
  readonly options?: readonly string[];
}

/** What each setting does, in the order in which people look for it; docs/OPERATIONS.md says the same at length. */
export const settingCatalogue: readonly SettingDefinition[] = [
  { path: 'name', section: 'workspace', kind: 'text', what: 'Name of the site, as pages and reports show it' },
  { path: 'timeZone', section: 'workspace', kind: 'text', what: 'Time zone of sources that name none, such as Europe/Dublin' },
  {
    path: 'country',
    section: 'workspace',
    kind: 'text',
    what: 'Two letters of the country whose telephone numbers are written without a prefix',
  },
  {
    path: 'redaction',
    section: 'redaction',
    kind: 'yes-no',
    what: 'Replace cards, names, addresses and other personal data before anything is indexed or shown',
  },
  {
    path: 'analysis.profile',
    section: 'analysis',
    kind: 'choice',
    options: ['none', 'static', 'full'],
    what: 'none: rules and measures only; static: every analyser on the distilled table; full: on the sentence encoder, slower and closer',
  },
  {
    path: 'analysis.agentSentiment',
    section: 'analysis',
    kind: 'yes-no',
    what: 'Sentiment of what agents say, from their words alone; nothing is ever inferred from a voice',
  },
  {
    path: 'rules.approval',
    section: 'rules',
    kind: 'yes-no',
    what: 'A publication names its approver, and only published rules judge what comes in',
  },
  { path: 'sessionIdleHours.chat', section: 'sessions', kind: 'number', what: 'Hours without a message after which a chat has ended' },
  {
    path: 'sessionIdleHours.messaging',
    section: 'sessions',
    kind: 'number',
    what: 'Hours without a message after which a messaging session has ended',
  },
  { path: 'sessionIdleHours.email', section: 'sessions', kind: 'number', what: 'Hours without a letter after which a thread has ended' },
  {
    path: 'insights.leastZ',
    section: 'measures',
    kind: 'number',
    what: 'How sure a rise or fall must be to be told, in standard deviations; earshot tune fits it to the own history',
  },
  { path: 'measures.silenceSeconds', section: 'measures', kind: 'number', what: 'Seconds without a word that count as silence' },
  { path: 'measures.deadAirSeconds', section: 'measures', kind: 'number', what: 'Seconds of silence that count as dead air' },
  {
    path: 'measures.overtalkSeconds',
    section: 'measures',
    kind: 'number',
    what: 'Seconds of two people talking at once that count as overtalk',
  },
  { path: 'measures.monologuePauseSeconds', section: 'measures', kind: 'number', what: 'Seconds of pause that do not end a monologue' },
  { path: 'measures.idleGapSeconds', section: 'measures', kind: 'number', what: 'Seconds without a message that count as an idle gap' },
  {
    path: 'measures.responseTargetSeconds.chat',
    section: 'measures',
    kind: 'number',
    what: 'Seconds within which a waiting customer should be answered, chat',
  },
  { path: 'measures.responseTargetSeconds.messaging', section: 'measures', kind: 'number', what: 'The same, messaging' },
  { path: 'measures.responseTargetSeconds.email', section: 'measures', kind: 'number', what: 'The same, email' },
];
