import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Word } from '../../domain/interaction.ts';
import { measureThresholdsSchema } from '../../domain/workspace.ts';
import { measureInteraction } from './measure-interaction.ts';
import type { GapReason, Measurable } from './measure-scope.ts';
import { contact, event, spoken, written } from './measured-contact.ts';

const thresholds = measureThresholdsSchema.parse({});
const tenWords = 'one small word after another makes a line of ten';

function check(rows: readonly (readonly [name: string, given: Partial<Measurable>, measure: string, expected: number | GapReason])[]) {
  for (const [name, given, measure, expected] of rows) {
    test(`${measure}: ${name}`, () => {
      const { measures } = measureInteraction(contact(given), thresholds);
      const actual = measures.values[measure] ?? measures.gaps[measure];
      if (typeof expected === 'number' && typeof actual === 'number')
        assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
      else assert.equal(actual, expected);
      assert.equal(measures.values[measure] === null, measures.gaps[measure] !== undefined, 'unknown exactly when there is a reason');
    });
  }
}

const fiveSecondsQuiet = spoken([
  ['agent', 0, 2],
  ['customer', 7, 10],
]);
const held = { turns: fiveSecondsQuiet, events: [event('hold', 3, 6)] };
const longWait = (said: string) =>
  spoken([
    ['customer', 0, 2],
    ['agent', 3, 5, said],
    ['agent', 20, 22],
  ]);

check([
  ['counts where nobody speaks for three seconds', { turns: fiveSecondsQuiet }, 'silence.total', 5000],
  ['belongs to the side that spoke next', { turns: fiveSecondsQuiet }, 'silence.total.customer', 5000],
  ['does not belong to the other side', { turns: fiveSecondsQuiet }, 'silence.total.agent', 0],
  ['is a share of the time from first to last speech', { turns: fiveSecondsQuiet }, 'silence.share', 0.5],
  ['leaves hold out, and what remains is too short', held, 'silence.count', 0],
  ['counts what is left of a silence beside a hold', { turns: longWait('yes'), events: [event('hold', 10, 12)] }, 'silence.count', 2],
  ['leaves mute out', { turns: fiveSecondsQuiet, events: [event('mute', 2, 7)] }, 'silence.count', 0],
  [
    'leaves the queue out',
    { turns: fiveSecondsQuiet, legs: [{ kind: 'agent' }, { kind: 'queue', startMs: 2000, endMs: 7000 }] },
    'silence.count',
    0,
  ],
  [
    'needs the whole threshold',
    {
      turns: spoken([
        ['agent', 0, 2],
        ['customer', 4.9, 6],
      ]),
    },
    'silence.count',
    0,
  ],
  ['does not count before the first word', { turns: spoken([['agent', 9, 12]]) }, 'silence.total', 0],
  ['is unknown without times', { turns: spoken([['agent', null, null]]) }, 'silence.total', 'no-clock'],
  ['is unknown when nobody spoke', {}, 'silence.count', 'no-clock'],
  [
    'is the longest of several',
    {
      turns: spoken([
        ['agent', 0, 1],
        ['customer', 5, 6],
        ['agent', 12, 13],
      ]),
    },
    'silence.longest',
    6000,
  ],
  ['is long silence that nobody announced', { turns: longWait('that is odd') }, 'dead_air.count', 1],
  ['lasts as long as the silence', { turns: longWait('that is odd') }, 'dead_air.total', 15_000],
  ['has a longest', { turns: longWait('that is odd') }, 'dead_air.longest', 15_000],
  ['is announced by “one moment”', { turns: longWait('one moment, please') }, 'dead_air.count', 0],
  ['is announced by “let me check”', { turns: longWait('let me just check that for you') }, 'dead_air.count', 0],
  [
    'is not announced by words said long before',
    {
      turns: spoken([
        ['agent', 0, 2, 'one moment please'],
        ['customer', 3, 9],
        ['agent', 20, 22],
      ]),
    },
    'dead_air.count',
    1,
  ],
]);

const cutIn = spoken([
  ['agent', 0, 10],
  ['customer', 9, 14],
]);
const within = spoken([
  ['agent', 0, 10],
  ['customer', 4, 6],
]);
const nod = spoken([
  ['agent', 0, 10],
  ['customer', 4, 4.6, 'mm-hm'],
  ['customer', 11, 14],
]);

check([
  ['is time both speak', { turns: cutIn }, 'overtalk.total', 1000],
  ['has a longest', { turns: cutIn }, 'overtalk.longest', 1000],
  [
    'needs half a second',
    {
      turns: spoken([
        ['agent', 0, 10],
        ['customer', 9.6, 14],
      ]),
    },
    'overtalk.count',
    0,
  ],
  ['leaves backchannels out', { turns: nod }, 'overtalk.count', 0],
  ['needs two voices', { turns: spoken([['agent', 0, 10]]) }, 'overtalk.total', 'no-such-role'],
  ['counts a nod', { turns: nod }, 'backchannel.count.customer', 1],
  ['counts the one who cut in and kept the floor', { turns: cutIn }, 'interruption.count.customer', 1],
  ['does not count the one who was cut off', { turns: cutIn }, 'interruption.count.agent', 0],
  ['does not count talk inside the other’s speech', { turns: within }, 'interruption.count.customer', 0],
  ['is per minute from first to last speech', { turns: cutIn }, 'interruption.per_minute.customer', 60 / 14],
  ['knows nothing of a side that is not there', { turns: spoken([['agent', 0, 10]]) }, 'interruption.count.customer', 'no-such-role'],
]);

const words = (times: readonly (readonly [number, number])[], more: Partial<Word> = {}): readonly Word[] =>
  times.map(([from, to], index) => ({ text: `w${index}`, startMs: from * 1000, endMs: to * 1000, ...more }));

check([
  [
    'adds up a side’s speech',
    {
      turns: spoken([
        ['agent', 0, 3],
        ['customer', 3, 4],
        ['agent', 5, 6],
      ]),
    },
    'talk_time.agent',
    4000,
  ],
  [
    'takes word times before turn times',
    {
      turns: spoken([
        [
          'agent',
          0,
          10,
          'a b',
          {
            words: words([
              [1, 2],
              [4, 5],
            ]),
          },
        ],
      ]),
    },
    'talk_time.agent',
    2000,
  ],
  [
    'joins words over a breath',
    {
      turns: spoken([
        [
          'agent',
          0,
          10,
          'a b',
          {
            words: words([
              [1, 2],
              [2.4, 3],
            ]),
          },
        ],
      ]),
    },
    'talk_time.agent',
    2000,
  ],
  [
    'gives a turn without an end its words’ time',
    { turns: spoken([['agent', 0, null, 'five words are two seconds']]) },
    'talk_time.agent',
    2000,
  ],
  [
    'ends a turn without an end at the next',
    {
      turns: spoken([
        ['agent', 0, null, 'five words are two seconds'],
        ['customer', 1, 2],
      ]),
    },
    'talk_time.agent',
    1000,
  ],
  [
    'is a side’s part',
    {
      turns: spoken([
        ['agent', 0, 3],
        ['customer', 3, 4],
      ]),
    },
    'talk_ratio.agent',
    0.75,
  ],
  ['knows who is not there', { turns: spoken([['agent', 0, 3]]) }, 'talk_ratio.customer', 'no-such-role'],
  ['is 1 alone', { turns: spoken([['agent', 0, 3]]) }, 'talk_ratio.agent', 1],
  ['needs a clock', { turns: spoken([['agent', null, null]]) }, 'talk_time.agent', 'no-clock'],
  [
    'joins pauses below a second',
    {
      turns: spoken([
        ['agent', 0, 3],
        ['agent', 3.9, 6],
      ]),
    },
    'monologue.longest.agent',
    6000,
  ],
  [
    'parts at a second',
    {
      turns: spoken([
        ['agent', 0, 3],
        ['agent', 4, 6],
      ]),
    },
    'monologue.longest.agent',
    3000,
  ],
  ['is not lengthened by a nod', { turns: nod }, 'monologue.longest.customer', 3000],
  [
    'waits from the other’s end',
    {
      turns: spoken([
        ['customer', 0, 3],
        ['agent', 4.5, 6],
      ]),
    },
    'response_latency.p50.agent',
    1500,
  ],
  ['is negative in overlap', { turns: cutIn }, 'response_latency.p50.customer', -1000],
  [
    'interpolates',
    {
      turns: spoken([
        ['customer', 0, 1],
        ['agent', 2, 3],
        ['customer', 3, 4],
        ['agent', 6, 7],
      ]),
    },
    'response_latency.p90.agent',
    1900,
  ],
  [
    'does not span a hold',
    {
      turns: spoken([
        ['customer', 0, 3],
        ['agent', 9, 10],
      ]),
      events: [event('hold', 4, 8)],
    },
    'response_latency.p50.agent',
    'too-short',
  ],
  ['is words per minute of speech', { turns: spoken([['agent', 0, 6, tenWords]]) }, 'speech_rate.agent', 100],
  ['needs ten words', { turns: spoken([['agent', 0, 6, 'hello there']]) }, 'speech_rate.agent', 'too-short'],
]);

const answered = { kind: 'agent', startMs: 1000, answeredMs: 2000, endMs: 30_000 } as const;
const wrapUp = { kind: 'wrap-up', startMs: 30_000, endMs: 42_000 } as const;

check([
  ['adds up what telephony tells', { events: [event('hold', 1, 4), event('hold', 6, 8)] }, 'hold.total', 5000],
  ['has a longest', { events: [event('hold', 1, 4), event('hold', 6, 8)] }, 'hold.longest', 3000],
  ['counts', { events: [event('hold', 1, 4), event('hold', 6, 8)] }, 'hold.count', 2],
  ['is zero where telephony told of other things', { events: [event('transfer', 4)] }, 'hold.total', 0],
  ['is unknown where telephony told nothing', {}, 'hold.total', 'metric-unknown'],
  ['stays apart when guessed', { events: [{ ...event('hold', 1, 4), origin: 'inferred' }] }, 'hold.inferred', 3000],
  ['is not mixed with guesses', { events: [{ ...event('hold', 1, 4), origin: 'inferred' }] }, 'hold.total', 'metric-unknown'],
  [
    'is from answer to first word',
    {
      legs: [answered],
      turns: spoken([
        ['customer', 2, 3],
        ['agent', 3.5, 5],
      ]),
    },
    'greeting_delay',
    1500,
  ],
  ['needs the answer time', { turns: spoken([['agent', 3.5, 5]]) }, 'greeting_delay', 'no-clock'],
  ['needs an agent', { legs: [answered], turns: spoken([['customer', 3.5, 5]]) }, 'greeting_delay', 'no-such-role'],
  ['is talk, hold and wrap-up', { legs: [answered, wrapUp] }, 'handle_time', 40_000],
  ['is unknown without wrap-up', { legs: [answered] }, 'handle_time', 'no-wrap-up'],
  ['is unknown without leg times', { legs: [{ kind: 'agent' }, wrapUp] }, 'handle_time', 'no-clock'],
  ['needs an agent leg', { legs: [{ kind: 'ivr' }] }, 'handle_time', 'no-such-role'],
  [
    'is the mean over words',
    {
      turns: spoken([['agent', 0, 2, 'a b', { words: [...words([[0, 1]], { confidence: 0.5 }), ...words([[1, 2]], { confidence: 1 })] }]]),
    },
    'recognition_confidence.agent',
    0.75,
  ],
  ['is unknown when the engine does not say', { turns: spoken([['agent', 0, 2]]) }, 'recognition_confidence.agent', 'metric-unknown'],
  ['comes from the source', {}, 'duration', 60_000],
  ['is unknown when the source does not say', { durationMs: null }, 'duration', 'no-clock'],
  ['counts handovers', { events: [event('transfer', 4), event('transfer', 9)] }, 'transfer.count', 2],
  ['is unknown when no words are here', { turns: [] }, 'words.agent', 'no-transcript'],
  ['counts what holds a letter or digit', { turns: spoken([['agent', 0, 2, 'Well — 3 más, <card>!  ']]) }, 'words.agent', 4],
]);

const chat = (rows: Parameters<typeof written>[0], more: Partial<Measurable> = {}) => ({
  channel: 'chat' as const,
  turns: written(rows),
  ...more,
});
const asked = chat([
  ['customer', 0],
  ['customer', 20],
  ['agent', 60],
  ['customer', 100],
  ['agent', 220],
]);

check([
  ['runs from the first customer message', asked, 'first_response', 60_000],
  [
    'runs from queue entry where that is known',
    { ...asked, legs: [{ kind: 'queue', startMs: 30_000 }, { kind: 'agent' }] },
    'first_response',
    30_000,
  ],
  [
    'does not take a bot for an agent',
    chat([
      ['customer', 0],
      ['bot', 1],
      ['agent', 50],
    ]),
    'first_response',
    50_000,
  ],
  [
    'keeps the bot’s apart',
    chat([
      ['customer', 0],
      ['bot', 1],
      ['agent', 50],
    ]),
    'first_response.bot',
    1000,
  ],
  [
    'is unknown when no agent wrote',
    chat([
      ['customer', 0],
      ['bot', 1],
    ]),
    'first_response',
    'no-such-role',
  ],
  [
    'does not count a greeting before the customer wrote',
    chat([
      ['agent', 0],
      ['customer', 5],
      ['agent', 9],
    ]),
    'first_response',
    4000,
  ],
  [
    'needs times',
    chat([
      ['customer', null],
      ['agent', null],
    ]),
    'first_response',
    'no-clock',
  ],
  ['runs from the first unanswered message', asked, 'response_time.p50', 90_000],
  ['has a 90th percentile', asked, 'response_time.p90', 114_000],
  ['has a longest', asked, 'response_time.longest', 120_000],
  ['is a share within the target', asked, 'response_time.within_target', 0.5],
  [
    'needs an answer',
    chat([
      ['agent', 0],
      ['customer', 5],
    ]),
    'response_time.p50',
    'too-short',
  ],
  [
    'needs times',
    chat([
      ['customer', null],
      ['agent', null],
    ]),
    'response_time.p50',
    'no-clock',
  ],
  [
    'leaves the night out',
    {
      channel: 'email',
      startedAt: '2026-01-05T16:00:00Z',
      turns: written([
        ['customer', 0],
        ['agent', 18 * 3600],
      ]),
    },
    'response_time.business.p50',
    2 * 3_600_000,
  ],
  [
    'leaves the weekend out, on the source’s clock',
    {
      channel: 'email',
      startedAt: '2026-01-09T21:00:00Z',
      timeZone: 'America/New_York',
      turns: written([
        ['customer', 0],
        ['agent', 66 * 3600],
      ]),
    },
    'response_time.business.p50',
    2 * 3_600_000,
  ],
  ['runs to the close', { ...asked, events: [event('close', 300)] }, 'resolve_time', 300_000],
  ['is unknown when nobody closed', asked, 'resolve_time', 'metric-unknown'],
  ['counts messages', asked, 'messages.customer', 3],
  ['counts no bot as none', asked, 'messages.bot', 0],
  [
    'is 1 for one answer',
    chat([
      ['customer', 0],
      ['agent', 9],
      ['customer', 20],
    ]),
    'one_touch',
    1,
  ],
  ['is 0 for more', asked, 'one_touch', 0],
  ['needs an answer', chat([['customer', 0]]), 'one_touch', 'no-such-role'],
  [
    'sees the customer’s last word',
    chat([
      ['agent', 0],
      ['customer', 20],
    ]),
    'unanswered_last',
    1,
  ],
  [
    'is answered by a close',
    chat(
      [
        ['agent', 0],
        ['customer', 20],
      ],
      { events: [event('close', 30)] },
    ),
    'unanswered_last',
    0,
  ],
  ['is answered by an agent', asked, 'unanswered_last', 0],
  [
    'counts writing again after a close',
    chat(
      [
        ['customer', 0],
        ['customer', 90],
      ],
      { events: [event('close', 30)] },
    ),
    'reopen.count',
    1,
  ],
  ['is 0 after a last close', chat([['customer', 0]], { events: [event('close', 30)] }), 'reopen.count', 0],
  ['is unknown without a close', asked, 'reopen.count', 'metric-unknown'],
  [
    'is the agent’s first message after a bot',
    chat([
      ['customer', 0],
      ['bot', 1],
      ['agent', 50],
    ]),
    'bot_handoff_turn',
    3,
  ],
  ['needs a bot', asked, 'bot_handoff_turn', 'no-such-role'],
  ['counts gaps of two minutes', asked, 'idle_gap.count', 1],
  ['adds them up', asked, 'idle_gap.total', 120_000],
  [
    'is the longest time between messages',
    chat([
      ['customer', 0],
      ['agent', 60],
    ]),
    'idle_gap.longest',
    60_000,
  ],
  ['needs two messages', chat([['customer', 0]]), 'idle_gap.longest', 'too-short'],
  [
    'needs times',
    chat([
      ['customer', null],
      ['agent', null],
    ]),
    'idle_gap.count',
    'no-clock',
  ],
  [
    'is on the source’s clock',
    chat([['customer', 0]], { startedAt: '2026-01-05T13:30:00Z', timeZone: 'America/New_York' }),
    'after_hours.share',
    1,
  ],
  [
    'is 0 in opening hours',
    chat([['customer', 0]], { startedAt: '2026-01-05T14:30:00Z', timeZone: 'America/New_York' }),
    'after_hours.share',
    0,
  ],
  ['counts Saturday', chat([['customer', 0]], { startedAt: '2026-01-10T12:00:00Z' }), 'after_hours.share', 1],
  ['needs a date', chat([['customer', 0]], { startedAt: null }), 'after_hours.share', 'no-clock'],
  [
    'counts messages that say something',
    {
      channel: 'email',
      turns: written([
        ['customer', 0],
        ['agent', 9, ' '],
        ['customer', 20],
      ]),
    },
    'thread_depth',
    2,
  ],
]);

test('computed events point at silence, dead air, overtalk and interruption with whose they are', () => {
  const turns = [...longWait('that is odd'), ...spoken([['customer', 21, 25]])].map((turn, index) => ({ ...turn, index }));
  const { events } = measureInteraction(contact({ turns }), thresholds);
  assert.deepEqual(
    events.map(({ kind, startMs, endMs, role, origin }) => [kind, startMs, endMs, role, origin]),
    [
      ['silence', 5000, 20_000, 'agent', 'computed'],
      ['dead-air', 5000, 20_000, 'agent', 'computed'],
      ['overtalk', 21_000, 22_000, 'customer', 'computed'],
      ['interruption', 21_000, 22_000, 'customer', 'computed'],
    ],
  );
});

test('text channels have gaps instead of silences', () => {
  const { events } = measureInteraction(contact(asked), thresholds);
  assert.deepEqual(
    events.map(({ kind, startMs, endMs, role }) => [kind, startMs, endMs, role]),
    [['gap', 100_000, 220_000, 'agent']],
  );
});

test('measuring again with its own events changes nothing', () => {
  const first = measureInteraction(contact({ turns: longWait('odd') }), thresholds);
  assert.deepEqual(measureInteraction(contact({ turns: longWait('odd'), events: first.events }), thresholds), first);
});

test('each agent leg of a transferred call has its own measures', () => {
  const legs = [
    { kind: 'agent', agent: 'ana', startMs: 0, answeredMs: 1000, endMs: 20_000 },
    { kind: 'wrap-up', agent: 'ana', startMs: 20_000, endMs: 25_000 },
    { kind: 'agent', agent: 'ben', startMs: 20_000, answeredMs: 22_000, endMs: 60_000 },
  ] as const;
  const turns = spoken([
    ['agent', 2, 6, 'and so on', { participant: 'ana' }],
    ['customer', 6, 10],
    ['agent', 25, 27, 'and so on', { leg: 2, participant: 'ben' }],
    ['customer', 27, 33, 'and so on', { leg: 2 }],
  ]);
  const { measures, legMeasures } = measureInteraction(contact({ legs, turns, events: [event('hold', 12, 15)] }), thresholds);
  const values = (name: string) => legMeasures.map((leg) => leg.values[name] ?? leg.gaps[name]);
  assert.deepEqual(values('talk_ratio.agent'), [0.5, 'no-clock', 0.25]);
  assert.deepEqual(values('greeting_delay'), [1000, 'no-such-role', 3000]);
  assert.deepEqual(values('handle_time'), [24_000, 'no-such-role', 'no-wrap-up']);
  assert.deepEqual(values('duration'), [20_000, 5000, 40_000]);
  assert.deepEqual(values('hold.total'), [3000, 'metric-unknown', 'metric-unknown']);
  assert.equal(measures.values['talk_time.agent'], 6000);
  assert.equal(measures.gaps.handle_time, 'no-wrap-up');
});

const randomTurns = fc
  .array(fc.tuple(fc.constantFrom('agent', 'customer', 'third-party'), fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 20 })), {
    maxLength: 25,
  })
  .map((rows) => spoken(rows.map(([role, from, length]) => [role, from, from + length])));

test('talk ratios add up to 1, and speech, silence and hold fit into the time there is', () => {
  fc.assert(
    fc.property(randomTurns, fc.integer({ min: 0, max: 100 }), (turns, holdAt) => {
      const { values } = measureInteraction(contact({ turns, events: [event('hold', holdAt, holdAt + 15)] }), thresholds).measures;
      const ratios = [values['talk_ratio.agent'], values['talk_ratio.customer']].filter((value) => value != null);
      if (ratios.length === 2) assert.ok(Math.abs((ratios[0] ?? 0) + (ratios[1] ?? 0) - 1) < 1e-9);
      const starts = turns.flatMap((turn) => turn.startMs ?? []);
      const spanMs = Math.max(0, ...turns.map((turn) => turn.endMs ?? 0)) - Math.min(200_000, ...starts);
      const longestTalk = Math.max(values['talk_time.agent'] ?? 0, values['talk_time.customer'] ?? 0);
      if (turns.length > 0) assert.ok((values['silence.total'] ?? 0) + longestTalk <= Math.max(0, spanMs) + 1e-6);
      for (const value of Object.values(values)) assert.ok(value === null || Number.isFinite(value));
    }),
  );
});

test('the order in which turns arrive changes nothing', () => {
  fc.assert(
    fc.property(randomTurns, fc.infiniteStream(fc.integer()), (turns, keys) => {
      const shuffled = turns.map((turn) => ({ turn, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key);
      const again = contact({ turns: shuffled.map(({ turn }) => turn) });
      assert.deepEqual(measureInteraction(again, thresholds), measureInteraction(contact({ turns }), thresholds));
    }),
  );
});

test('a hold after the last word changes nothing but hold', () => {
  fc.assert(
    fc.property(randomTurns, (turns) => {
      const given = { turns, events: [event('transfer', 200)] };
      const without = measureInteraction(contact(given), thresholds);
      const withHold = measureInteraction(contact({ ...given, events: [...given.events, event('hold', 300, 310)] }), thresholds);
      const others = (values: Readonly<Record<string, number | null>>) =>
        Object.entries(values).filter(([name]) => !name.startsWith('hold.'));
      assert.deepEqual(others(withHold.measures.values), others(without.measures.values));
    }),
  );
});

test('ten thousand overlapping turns of as many participants take no more than three seconds on a busy machine', () => {
  const turns = spoken(Array.from({ length: 10_000 }, (_, index) => ['customer', index / 100, 10_000, 'x', { participant: `p${index}` }]));
  const startedMs = performance.now();
  measureInteraction(contact({ turns }), thresholds);
  assert.ok(performance.now() - startedMs < 3000);
});
