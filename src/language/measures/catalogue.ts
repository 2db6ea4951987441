import type { Channel, Role } from '../../domain/vocabulary.ts';

export type MeasureUnit = 'ms' | 'ratio' | 'count' | 'per_minute' | 'words_per_minute' | 'position' | 'score';

/** One measure as docs/MEASURES.md shows it. `roles` gives one measure per role: `name.role`. */
export interface MeasureDefinition {
  readonly name: string;
  readonly unit: MeasureUnit;
  readonly channels: readonly Channel[];
  readonly formula: string;
  readonly roles?: readonly Role[];
  /** Key of the workspace's `measures` that changes it. */
  readonly threshold?: string;
  /** What is left out. */
  readonly exclusions?: string;
  /** The analyser that adds it to the whole contact; absent: measured from times and turns, on every leg too. */
  readonly analyser?: string;
}

const voice: readonly Channel[] = ['voice'];
const text: readonly Channel[] = ['chat', 'email', 'messaging'];
const all: readonly Channel[] = ['voice', ...text];
const sides: readonly Role[] = ['agent', 'customer'];
const writers: readonly Role[] = ['agent', 'customer', 'bot'];
const notSilence = 'hold, mute, pause, music, ring, tone, queue, IVR and wrap-up';

const volume: readonly MeasureDefinition[] = [
  { name: 'duration', unit: 'ms', channels: all, formula: 'from start to end, as the source tells it' },
  { name: 'transfer.count', unit: 'count', channels: all, formula: 'transfer events; unknown where the source sends no events' },
  { name: 'words', unit: 'count', channels: all, roles: writers, formula: 'words parted by white space; a redaction token is one word' },
  { name: 'messages', unit: 'count', channels: text, roles: writers, formula: 'messages written' },
];

const silence: readonly MeasureDefinition[] = [
  {
    name: 'silence.total',
    unit: 'ms',
    channels: voice,
    formula: 'time between first and last speech in which nobody speaks for at least the threshold',
    threshold: 'silenceSeconds',
    exclusions: notSilence,
  },
  {
    name: 'silence.total',
    unit: 'ms',
    channels: voice,
    roles: sides,
    formula: 'silences after which this side spoke',
    exclusions: notSilence,
  },
  { name: 'silence.longest', unit: 'ms', channels: voice, formula: 'longest silence; 0 when there is none', exclusions: notSilence },
  { name: 'silence.count', unit: 'count', channels: voice, formula: 'number of silences', exclusions: notSilence },
  {
    name: 'silence.share',
    unit: 'ratio',
    channels: voice,
    formula: 'silence.total / time from first to last speech',
    exclusions: notSilence,
  },
  {
    name: 'dead_air.total',
    unit: 'ms',
    channels: voice,
    formula: 'silences of at least the threshold that no wait phrase announced just before',
    threshold: 'deadAirSeconds, deadAirWaitPhraseSeconds',
    exclusions: notSilence,
  },
  { name: 'dead_air.longest', unit: 'ms', channels: voice, formula: 'longest dead air', exclusions: notSilence },
  { name: 'dead_air.count', unit: 'count', channels: voice, formula: 'number of dead airs', exclusions: notSilence },
];

const overtalk: readonly MeasureDefinition[] = [
  {
    name: 'overtalk.total',
    unit: 'ms',
    channels: voice,
    formula: 'time in which two participants speak at once for at least the threshold',
    threshold: 'overtalkSeconds, backchannelSeconds',
    exclusions: 'backchannels',
  },
  { name: 'overtalk.longest', unit: 'ms', channels: voice, formula: 'longest overtalk', exclusions: 'backchannels' },
  { name: 'overtalk.count', unit: 'count', channels: voice, formula: 'number of overtalks', exclusions: 'backchannels' },
  {
    name: 'backchannel.count',
    unit: 'count',
    channels: voice,
    roles: sides,
    formula: 'speech shorter than the threshold inside the other’s speech, who goes on (“mm-hm”)',
    threshold: 'backchannelSeconds',
  },
  {
    name: 'interruption.count',
    unit: 'count',
    channels: voice,
    roles: sides,
    formula: 'overtalks begun by this side after which it goes on and the other has stopped',
    exclusions: 'backchannels',
  },
  {
    name: 'interruption.per_minute',
    unit: 'per_minute',
    channels: voice,
    roles: sides,
    formula: 'interruption.count / minutes from first to last speech',
    exclusions: notSilence,
  },
];

const talk: readonly MeasureDefinition[] = [
  { name: 'talk_time', unit: 'ms', channels: voice, roles: sides, formula: 'time this side speaks; pauses under 0.5 s belong to it' },
  { name: 'talk_ratio', unit: 'ratio', channels: voice, roles: sides, formula: 'talk_time of this side / talk_time of agent and customer' },
  {
    name: 'monologue.longest',
    unit: 'ms',
    channels: voice,
    roles: sides,
    formula: 'longest run of one side, pauses below the threshold joined',
    threshold: 'monologuePauseSeconds',
    exclusions: 'backchannels',
  },
  {
    name: 'response_latency.p50',
    unit: 'ms',
    channels: voice,
    roles: sides,
    formula: 'median time from the other side’s end to this side’s start at a change of floor; negative is overlap',
    exclusions: `backchannels; changes across ${notSilence}`,
  },
  {
    name: 'response_latency.p90',
    unit: 'ms',
    channels: voice,
    roles: sides,
    formula: '90th percentile of the same times',
    exclusions: `backchannels; changes across ${notSilence}`,
  },
  {
    name: 'speech_rate',
    unit: 'words_per_minute',
    channels: voice,
    roles: sides,
    formula: 'words / talk_time; unknown below 10 words',
    exclusions: 'turns without a clock',
  },
];

const handling: readonly MeasureDefinition[] = [
  { name: 'hold.total', unit: 'ms', channels: voice, formula: 'imported hold events; unknown where the source sends no events' },
  { name: 'hold.longest', unit: 'ms', channels: voice, formula: 'longest imported hold' },
  { name: 'hold.count', unit: 'count', channels: voice, formula: 'number of imported holds' },
  { name: 'hold.inferred', unit: 'ms', channels: voice, formula: 'holds guessed from music or announcements; unknown when none was heard' },
  { name: 'greeting_delay', unit: 'ms', channels: voice, formula: 'from the first agent leg’s answer to the agent’s first word' },
  {
    name: 'handle_time',
    unit: 'ms',
    channels: voice,
    formula: 'of each agent leg answer to end (talk and hold) and its wrap-up; without a wrap-up per agent leg it is unknown: see duration',
  },
  { name: 'recognition_confidence', unit: 'ratio', channels: voice, roles: sides, formula: 'mean confidence of this side’s words' },
];

const response: readonly MeasureDefinition[] = [
  {
    name: 'first_response',
    unit: 'ms',
    channels: text,
    formula: 'from queue entry, else the first customer message, to the first agent message after it',
    exclusions: 'bot replies',
  },
  { name: 'first_response.bot', unit: 'ms', channels: text, formula: 'from the first customer message to the first bot message after it' },
  {
    name: 'response_time.p50',
    unit: 'ms',
    channels: text,
    formula: 'median time from the first unanswered customer message to the agent’s answer',
    exclusions: 'bot replies',
  },
  { name: 'response_time.p90', unit: 'ms', channels: text, formula: '90th percentile of the same times', exclusions: 'bot replies' },
  { name: 'response_time.longest', unit: 'ms', channels: text, formula: 'longest of the same times', exclusions: 'bot replies' },
  {
    name: 'response_time.within_target',
    unit: 'ratio',
    channels: text,
    formula: 'share of the same times within the channel’s target',
    threshold: 'responseTargetSeconds',
    exclusions: 'bot replies',
  },
  {
    name: 'response_time.business.p50',
    unit: 'ms',
    channels: ['email'],
    formula: 'median of the opening hours within the same times',
    threshold: 'businessHours',
    exclusions: 'bot replies; closed hours',
  },
  { name: 'resolve_time', unit: 'ms', channels: text, formula: 'from the first customer message to the last close event' },
];

const course: readonly MeasureDefinition[] = [
  { name: 'one_touch', unit: 'ratio', channels: text, formula: '1 when the agent wrote exactly one message, else 0' },
  {
    name: 'unanswered_last',
    unit: 'ratio',
    channels: text,
    formula: '1 when the last message is the customer’s and no close follows, else 0',
  },
  { name: 'reopen.count', unit: 'count', channels: text, formula: 'close events after which the customer wrote again' },
  { name: 'bot_handoff_turn', unit: 'position', channels: text, formula: 'number, from 1, of the first agent message after a bot’s' },
  {
    name: 'idle_gap.count',
    unit: 'count',
    channels: text,
    formula: 'times nobody wrote for at least the threshold between two messages',
    threshold: 'idleGapSeconds',
  },
  { name: 'idle_gap.total', unit: 'ms', channels: text, formula: 'time of those gaps', threshold: 'idleGapSeconds' },
  { name: 'idle_gap.longest', unit: 'ms', channels: text, formula: 'longest time between two messages, whatever its length' },
  {
    name: 'after_hours.share',
    unit: 'ratio',
    channels: text,
    formula: 'share of customer messages outside opening hours on the source’s wall clock',
    threshold: 'businessHours',
  },
  {
    name: 'thread_depth',
    unit: 'count',
    channels: ['email'],
    formula: 'messages that say something of their own',
    exclusions: 'quoted text and signatures',
  },
];

/** What analysers read out of the words. Absent where the analyser did not run: another language, or a setting. */
const understood: readonly MeasureDefinition[] = [
  ...(['customer', 'agent'] as const).flatMap((side): MeasureDefinition[] => {
    const whose = side === 'agent' ? 'agent’s turns; only with `analysis.agentSentiment`' : 'customer’s turns';
    const score = (part: string, formula: string, unit: MeasureUnit = 'score'): MeasureDefinition => {
      return {
        name: `sentiment.${side}.${part}`,
        unit,
        channels: all,
        formula,
        exclusions: 'under three scored turns',
        analyser: 'sentiment',
      };
    };
    return [
      score('mean', `mean sentiment of the ${whose}, −1…1, a turn weighing its words up to 40`),
      score('start', 'the same over the first fifth of those turns, at least two'),
      score('end', 'the same over the last fifth, at least two'),
      score('slope', 'median slope of all pairs of those turns (Theil-Sen), score per turn'),
      score('lowest', 'lowest mean of three of those turns in a row'),
      score('negative_share', 'share of those turns that are negative', 'ratio'),
    ];
  }),
  {
    name: 'effort.points',
    unit: 'count',
    channels: all,
    formula:
      'points for what made the contact hard work: explained again, third time, transfers, long holds, asked twice, asked for a manager',
    analyser: 'effort',
  },
  {
    name: 'politeness',
    unit: 'score',
    channels: all,
    roles: sides,
    formula: 'polite less rude words and phrases of this side, −1…1',
    exclusions: 'sides without any such words',
    analyser: 'politeness',
  },
  {
    name: 'empathy.share',
    unit: 'ratio',
    channels: all,
    formula: 'negative customer turns that the agent answered with words of understanding / those that an agent answered',
    exclusions: 'contacts without such turns',
    analyser: 'empathy',
  },
];

/** Every measure that one contact can tell about itself, once. */
export const measureCatalogue: readonly MeasureDefinition[] = [
  ...volume,
  ...silence,
  ...overtalk,
  ...talk,
  ...handling,
  ...response,
  ...course,
  ...understood,
];

/** Full names, roles spelled out: what is measured from times and turns on a channel. */
export function measureNames(channel?: Channel): readonly string[] {
  return measureCatalogue
    .filter(({ channels, analyser }) => analyser === undefined && (channel === undefined || channels.includes(channel)))
    .flatMap(({ name, roles }) => roles?.map((role) => `${name}.${role}`) ?? [name]);
}
