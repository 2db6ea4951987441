import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileRules } from './compile.ts';
import { type Given, readConversation } from './conversation-text.ts';
import { evaluateRules } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import { ruleOf } from './rule.ts';

/** [what it shows, turns, expression, verdict or verdict(reason), quoted spans, given] */
type Row = readonly [string, readonly string[], string, string, (readonly string[])?, Given?];

const chat: Given = { channel: 'chat' };
const words = ['agent: how can I help', 'customer: I want to cancel my account please', 'agent: sure I can cancel it'];

const tables: Readonly<Record<string, readonly Row[]>> = {
  'words and phrases': [
    ['a phrase', words, '"cancel my account"', 'met', ['cancel my account']],
    ['case and width do not matter', ['customer: CANCEL my Account'], '"Cancel MY account"', 'met', ['CANCEL my Account']],
    ['order matters', words, '"account my cancel"', 'missed'],
    ['contractions are split alike', ["customer: I don't want it"], '"do not want"', 'met', ["don't want"]],
    ['and in the rule', ['customer: I do not want it'], '"don\'t want"', 'met', ['do not want']],
    ['fillers do not break a phrase', ['customer: cancel um my account'], '"cancel my account"', 'met', ['cancel um my account']],
    ['a filler can be looked for itself', ['customer: well um yes'], '"um"', 'met', ['um']],
    ['every occurrence', ['customer: no no no'], '"no"', 'met', ['no', 'no', 'no']],
    ['overlapping occurrences of a leaf, the report keeps minimal ones', ['customer: a a a'], '"a a"', 'met', ['a a', 'a a']],
    ['a word inside another is not found', ['customer: cancellation'], '"cancel"', 'missed'],
    ['a message ends a phrase on text channels', ['customer: cancel my', 'customer: account'], '"cancel my account"', 'missed', [], chat],
    [
      'a turn of the same voice does not',
      ['customer: cancel my', 'customer: account'],
      '"cancel my account"',
      'met',
      ['cancel my', 'account'],
    ],
  ],
  'inflections and wildcards': [
    ['~ takes the forms of the word', ['customer: she cancelled my account'], '"~cancel my account"', 'met', ['cancelled my account']],
    ['irregular forms', ['customer: I paid it'], '"~pay"', 'met', ['paid']],
    ['* any ending', ['customer: two refunds'], '"refund*"', 'met', ['refunds']],
    ['* fits the bare word', ['customer: a refund'], '"refund*"', 'met', ['refund']],
    ['? one letter', ['customer: we organize and organise'], '"organi?e"', 'met', ['organize', 'organise']],
    ['_ any one word', ['customer: cancel the account'], '"cancel _ account"', 'met', ['cancel the account']],
    ['_ is exactly one', ['customer: cancel account'], '"cancel _ account"', 'missed'],
    ['wildcard inside a phrase', ['customer: attempt to collect debts'], '"attempt to collect debt*"', 'met', ['attempt to collect debts']],
    ['fuzzy finds a misspelling', ['agent: I must mirandise you'], 'fuzzy("mirandize")', 'met', ['mirandise']],
    ['fuzzy leaves short words alone', ['agent: I can'], 'fuzzy("cat")', 'missed'],
    ['sounds finds a mishearing', ['agent: many miranda'], 'sounds("mini miranda")', 'met', ['many miranda']],
  ],
  'slots and lists': [
    ['a redaction token', ['customer: it is <card>'], '<card>', 'met', ['<card>']],
    ['written money', ['customer: I paid $45.50 twice'], '<money>', 'met', ['$45.50']],
    ['spoken money', ['customer: fifty dollars'], '<money>', 'met', ['fifty dollars']],
    ['slots inside a phrase', ['agent: please pay $20 by march 3'], '"pay <money> by <date>"', 'met', ['pay $20 by march 3']],
    ['a mark inside a phrase', ['customer: my number is <card> ok'], '"number is <card>"', 'met', ['number is <card>']],
    ['duration', ['agent: it takes five days'], '<duration>', 'met', ['five days']],
  ],
  either: [
    ['both sides', ['customer: a b'], '"a" | "b"', 'met', ['a', 'b']],
    ['binds tighter than near', ['customer: a x c'], '"a" | "b" near/1 "c"', 'met', ['a x c']],
    ['worked: unions keep all', ['customer: x y z'], '("x y" | "y") at turn start', 'met', ['x y']],
  ],
  'near and then': [
    ['within n words', ['customer: a x x b'], '"a" near/2 "b"', 'met', ['a x x b']],
    ['not further', ['customer: a x x x b'], '"a" near/2 "b"', 'missed'],
    ['any order', ['customer: b x a'], '"a" near/1 "b"', 'met', ['b x a']],
    ['then keeps the order', ['customer: b x a'], '"a" then/1 "b"', 'missed'],
    ['then/0 is adjacent', ['customer: a b'], '"a" then/0 "b"', 'met', ['a b']],
    ['a word is not near itself', ['customer: a'], '"a" near/5 "a"', 'missed'],
    ['fillers do not count', ['customer: a um uh b'], '"a" then/0 "b"', 'met', ['a um uh b']],
    ['redaction marks do not count', ['customer: a <phone> b'], '"a" then/0 "b"', 'met', ['a <phone> b']],
    ['not across speakers', ['customer: a', 'agent: b'], '"a" near/5 "b"', 'missed'],
    [
      'an interjection of three words does not break a voice stream',
      ['customer: a', 'agent: mhm right yes ok', 'customer: b'],
      '"a" near/0 "b"',
      'met',
      ['a', 'b'],
    ],
    ['four words do', ['customer: a', 'agent: right yes ok then', 'customer: b'], '"a" near/0 "b"', 'missed'],
    ['a message breaks it on text', ['customer: a', 'customer: b'], '"a" near/5 "b"', 'missed', [], chat],
    ['minimal spans', ['customer: a a x b'], '"a" near/5 "b"', 'met', ['a x b']],
    ['not near', ['customer: a b c a'], '"a" not near/0 "b"', 'met', ['a']],
    ['not near counts both directions', ['customer: b a'], '"a" not near/0 "b"', 'missed'],
    ['not in', ['customer: cancel order and cancel'], '"cancel" not in "cancel order"', 'met', ['cancel']],
  ],
  speakers: [
    ['only that role', words, 'agent: "cancel"', 'met', ['cancel']],
    ['roles distribute', words, 'agent: ("account" | "sure")', 'met', ['sure']],
    ['nobody of that role spoke', ['customer: a'], 'agent: "a"', 'not-assessable(no-such-role)'],
    ['or still finds the rest met', ['customer: a'], 'agent: "a" or customer: "a"', 'met', ['a']],
    ['or with missed stays open', ['customer: a'], 'agent: "a" or customer: "b"', 'not-assessable(no-such-role)'],
    ['and with missed is missed', ['customer: a'], 'agent: "a" and customer: "b"', 'missed'],
    ['second agent', ['agent[1]: a', 'agent[2]: b', 'customer: c'], 'agent[2]: "b"', 'met', ['b']],
    ['worked: no second agent', ['agent: a'], 'agent[2]: "a"', 'not-assessable(no-such-role)'],
    ['an unsure role proves nothing', ['agent?: hello'], 'agent: "hello"', 'not-assessable(role-unsure)'],
    ['role binds tighter than near', ['agent: a b'], 'agent: "a" near/1 "b"', 'met', ['a b']],
    ['the window applies to the role', ['agent: a'], 'agent: "a" in first 60s', 'met', ['a']],
  ],
  units: [
    ['same turn', ['customer: yes. no'], '"yes" same turn "no"', 'met', ['yes. no']],
    ['same turn fails across', ['customer: a', 'customer: b'], '"a" same turn "b"', 'missed'],
    ['same sentence', ['customer: a x b. c'], '"a" same sentence "b"', 'met', ['a x b']],
    ['other sentence', ['customer: yes. no'], '"yes" same sentence "no"', 'missed'],
    ['same message', ['customer: b a'], '"a" same message "b"', 'met', ['b a'], chat],
    ['turn start', ['agent: hello there', 'agent: say hello'], '"hello" at turn start', 'met', ['hello']],
    ['fillers before the start', ['agent: um hello'], '"hello" at turn start', 'met', ['hello']],
    ['turn end', ['agent: hello there', 'agent: there hello'], '"hello" at turn end', 'met', ['hello']],
  ],
  windows: [
    ['in first', ['[0:05] agent: a', '[1:30] agent: a'], '"a" in first 60s', 'met', ['a']],
    ['the bound is in', ['[1:00] agent: a'], '"a" in first 60s', 'met', ['a']],
    ['after it is out', ['[1:01] agent: a'], '"a" in first 60s', 'missed'],
    ['in last', ['[0:05] agent: a', '[1:30] agent: b'], '"a" in last 30s', 'missed'],
    ['between', ['[0:05] agent: a', '[0:20] agent: a'], '"a" in [10s, 60s]', 'met', ['a']],
    ['share of time', ['[0:05] agent: a', '[1:00] agent: b'], '"a" in first 25%', 'met', ['a'], { duration: '2m' }],
    ['share of words without a clock', ['agent: a b c d'], '"a" in first 25%', 'met', ['a'], { clock: 'none' }],
    ['and its other side', ['agent: a b c d'], '"b" in first 25%', 'missed', [], { clock: 'none' }],
    ['last turns', ['agent: a', 'customer: b', 'agent: c'], '"a" in last 2 turns', 'missed'],
    ["a role's own turns", ['agent: a', 'customer: b', 'customer: c', 'agent: d'], 'agent: "a" in last 2 turns', 'met', ['a']],
    ['first words', ['agent: a b', 'customer: c d'], '"c" in first 3 words', 'met', ['c']],
    ["a role's own words", ['agent: a b', 'customer: c d'], 'customer: "d" in first 2 words', 'met', ['d']],
    ['start decides', ['[0:59] agent: a b c d e f g'], '"a b c d e f g" in first 60s', 'met', ['a b c d e f g']],
    ['fully wants the end too', ['[0:59] agent: a b c d e f g'], '"a b c d e f g" fully in first 60s', 'missed'],
    ['zero is the answer', ['[0:30] agent: a'], '"a" in first 10s', 'met', ['a'], { answered: '25s' }],
    ['before the answer is outside', ['[0:10] agent: a'], '"a" in first 60s', 'missed', [], { answered: '25s' }],
    ['from start of recording', ['[0:10] agent: a'], '"a" in first 60s from start of recording', 'met', ['a'], { answered: '25s' }],
    ['answer unknown', ['[0:10] agent: a'], '"a" in first 60s', 'not-assessable(no-clock)', [], { answered: 'unknown' }],
    ['no times at all', ['agent: a'], '"a" in first 60s', 'not-assessable(no-clock)', [], { clock: 'none' }],
    ['clipped at the end', ['[0:01] agent: b'], 'not ("a" in first 60s)', 'met', [], { duration: '40s' }],
    ['worked: a window of a window', ['[0:40] agent: a'], '("a" in first 60s) in last 30s', 'met', ['a'], { duration: '1m' }],
    ['paused recording', ['[0:01] agent: b', '[0:10-0:20] pause'], '"a" in first 60s', 'not-assessable(window-paused)'],
    ['masked words', ['[0:01] agent: b <redacted>'], '"a" in first 60s', 'not-assessable(window-redacted)'],
    ['on text from the first message', ['[0:10] agent: x', '[0:50] agent: a'], '"a" in first 60s', 'met', ['a'], chat],
  ],
  relative: [
    ['after', ['customer: b', 'agent: a'], '"a" after ("b")', 'met', ['b', 'a']],
    ['after within', ['[0:00] customer: b', '[0:40] agent: a'], '"a" after ("b") within 30s', 'missed'],
    [
      'the latest partner decides',
      ['[0:00] customer: b', '[0:30] customer: b', '[0:40] agent: a'],
      '"a" after ("b") within 30s',
      'met',
      ['b', 'a'],
    ],
    ['before', ['[0:00] agent: a', '[0:10] customer: b'], '"a" before ("b") within 30s', 'met', ['a', 'b']],
    ['before first', ['agent: a', 'customer: b'], '"a" before first ("b")', 'met', ['a']],
    ['before first fails when one came earlier', ['customer: b', 'agent: a', 'customer: b'], '"a" before first ("b")', 'missed'],
    ['before first without any', ['agent: a'], '"a" before first ("b")', 'met', ['a']],
    ['asked, and no offer followed', ['[0:00] customer: a', '[1:00] agent: b'], '"a" not before ("b") within 30s', 'met', ['a']],
    ['an offer followed', ['[0:00] customer: a', '[0:10] agent: b'], '"a" not before ("b") within 30s', 'missed'],
    ['not after', ['agent: b', 'customer: a'], '"a" not after ("b")', 'missed'],
    ['nobody was there to follow', ['customer: a'], 'customer: "a" not before (agent: "b")', 'not-assessable(no-such-role)'],
    ['who does not wait fails alone', ['customer: a'], 'customer: "a" not after (agent: "b")', 'met', ['a']],
    ['somebody was, and did not', ['customer: a', 'agent: c'], 'customer: "a" not before (agent: "b")', 'met', ['a']],
    ['without the first part nobody is asked', ['customer: c'], 'customer: "a" not before (agent: "b")', 'missed'],
    ['before first holds without anybody', ['customer: a'], 'customer: "a" before first (agent: "b")', 'met', ['a']],
    ['no clock for within', ['customer: b', 'agent: a'], '"a" after ("b") within 30s', 'not-assessable(no-clock)', [], { clock: 'none' }],
    ['no clock needed without', ['customer: b', 'agent: a'], '"a" after ("b")', 'met', ['b', 'a'], { clock: 'none' }],
  ],
  sequence: [
    ['across speakers', ['customer: a', 'agent: b'], 'customer: "a" -> agent: "b"', 'met', ['a', 'b']],
    ['order', ['agent: b', 'customer: a'], '"a" -> "b"', 'missed'],
    ['three steps', ['agent: a b c'], '"a" -> "b" -> "c"', 'met', ['a', 'b', 'c']],
    ['after the end of the one before', ['agent: a b c'], '"a b" -> "b c"', 'missed'],
    ['within for the whole', ['[0:00] agent: a', '[0:50] agent: b', '[1:10] agent: c'], '"a" -> "b" -> "c" within 60s', 'missed'],
    ['within holds', ['[0:00] agent: a', '[0:20] agent: b', '[0:40] agent: c'], '"a" -> "b" -> "c" within 60s', 'met', ['a', 'b', 'c']],
    ['minimal', ['agent: a a b b'], '"a" -> "b"', 'met', ['a', 'b']],
  ],
  events: [
    ['silence', ['[0:00] agent: a', '[0:02-0:20] silence', '[0:20] agent: b'], 'silence >= 15s', 'met', ['']],
    ['too short', ['[0:00] agent: a', '[0:02-0:08] silence'], 'silence >= 15s', 'missed'],
    ['by role', ['[0:00] agent: a', '[0:02-0:03] interruption agent'], 'interruption by agent', 'met', ['']],
    ['by the other', ['[0:00] agent: a', '[0:02-0:03] interruption customer'], 'interruption by agent', 'missed'],
    ['in a sequence', ['[0:00] agent: a', '[0:02-0:20] hold', '[0:21] agent: sorry'], 'hold -> agent: "sorry"', 'met', ['', 'sorry']],
    ['silence does not exist on chat', ['agent: a'], 'silence >= 15s', 'not-assessable(metric-unknown)', [], chat],
    ['gap does not exist on voice', ['agent: a'], 'gap >= 4h', 'not-assessable(metric-unknown)'],
    ['gap', ['agent: a', '[0:01-5:00:00] gap', '[5:00:00] agent: b'], 'gap >= 4h', 'met', [''], chat],
    ['monologue', [`[0:00] agent: ${'a '.repeat(200)}`], 'turn >= 60s', 'met', ['a '.repeat(200).trim()]],
    ['turn where words', ['agent: a b c', 'agent: a'], 'turn where words > 2', 'met', ['a b c']],
    ['turn where an unknown measure', ['agent: a'], 'turn where sentiment < 0', 'not-assessable(metric-unknown)'],
  ],
  numbers: [
    ['count', ['customer: no no no'], 'count("no") >= 3', 'met', ['no', 'no', 'no']],
    ['count below', ['customer: no no'], 'count("no") >= 3', 'missed'],
    ['worked: count of near', ['customer: a b a b'], 'count("a" near/5 "b") = 2', 'met', ['a b', 'b a', 'a b']],
    ['count of nobody', ['customer: a'], 'count(agent: "a") < 3', 'not-assessable(no-such-role)'],
    ['distinct', ['customer: x and y'], 'distinct("x" | "y" | "z") >= 2', 'met', ['x', 'y']],
    ['distinct counts each once', ['customer: x x'], 'distinct("x" | "y") >= 2', 'missed'],
    ['attribute', ['agent: a'], 'attr.plan = "gold"', 'met', [], { attributes: { plan: 'gold' } }],
    ['attribute in', ['agent: a'], 'attr.plan in ["silver", "gold"]', 'met', [], { attributes: { plan: 'Gold' } }],
    ['attribute not set', ['agent: a'], 'attr.plan = "gold"', 'not-assessable(metric-unknown)'],
    ['boolean attribute', ['agent: a'], 'attr.first = true', 'met', [], { attributes: { first: true } }],
    ['channel', ['agent: a'], 'channel = voice', 'met'],
    ['channel in', ['agent: a'], 'channel in [chat, messaging]', 'missed'],
    ['duration', ['agent: a'], 'duration > 10m', 'met', [], { duration: '11m' }],
    ['measure', ['agent: a'], 'talk_ratio.agent > 0.7', 'met', [], { measures: { 'talk_ratio.agent': 0.8 } }],
    ['unknown measure', ['agent: a'], 'talk_ratio.agent > 0.7', 'not-assessable(metric-unknown)'],
    [
      'local time',
      ['agent: a'],
      'localtime(customer) in [8:00, 21:00]',
      'missed',
      [],
      { startedAt: '2026-03-01T12:30:00Z', attributes: { customer_time_zone: 'America/Los_Angeles' } },
    ],
    ['local time unknown', ['agent: a'], 'localtime(customer) in [8:00, 21:00]', 'not-assessable(no-clock)'],
  ],
  history: [
    ['no history', ['agent: a'], 'contacts(same customer, 7d) >= 2', 'not-assessable(no-history)'],
    [
      'other contacts before this one',
      ['agent: a'],
      'contacts(same customer, 7d) >= 2',
      'met',
      [],
      {
        startedAt: '2026-03-10T10:00:00Z',
        history: [{ startedAt: '2026-03-09T10:00:00Z' }, { startedAt: '2026-03-04T10:00:00Z' }, { startedAt: '2026-03-11T10:00:00Z' }],
      },
    ],
    [
      'filters',
      ['agent: a'],
      'contacts(same customer, same attr.debt, direction = outbound, attempts, 7d) >= 2',
      'missed',
      [],
      {
        startedAt: '2026-03-10T10:00:00Z',
        attributes: { debt: 'd1' },
        history: [
          { startedAt: '2026-03-09T10:00:00Z', direction: 'outbound', attempt: true, attributes: { debt: 'd1' } },
          { startedAt: '2026-03-08T10:00:00Z', direction: 'outbound', attributes: { debt: 'd2' } },
        ],
      },
    ],
    [
      'prior',
      ['agent: a'],
      'prior(rule(cease))',
      'met',
      [],
      { startedAt: '2026-03-10T10:00:00Z', history: [{ startedAt: '2026-03-01T10:00:00Z', met: ['cease'] }] },
    ],
  ],
  logic: [
    ['not', words, 'not "refund"', 'met'],
    ['and keeps both', ['customer: a b'], '"a" and "b"', 'met', ['a', 'b']],
    ['not binds tighter than and', ['customer: a'], 'not "b" and "a"', 'met', ['a']],
    ['and binds tighter than or', ['customer: a'], '"a" or "b" and "c"', 'met', ['a']],
    ['unless', ['customer: a'], '"a" unless "b"', 'met', ['a']],
    ['unless not', ['customer: a', 'agent: b'], '"a" unless agent: "b"', 'missed'],
    ['unless is loosest', ['customer: a b'], '"a" or "c" unless "b"', 'missed'],
    ['nobody spoke', [], '"a"', 'not-assessable(no-transcript)'],
    ['withheld language', ['customer: hola'], '"hola"', 'not-assessable(language)', [], { withheld: 'language' }],
  ],
  precedence: [
    ['window before same', ['[0:05] agent: a', '[1:10] agent: a b'], '"b" same turn "a" in first 60s', 'missed'],
    ['relative before sequence', ['agent: a', 'customer: b', 'agent: c'], '"a" -> "c" after ("b")', 'met', ['a', 'b', 'c']],
    ['a window after a relative applies to it', ['[0:10] agent: a', '[0:20] agent: b'], '"a" before ("b") in first 15s', 'met', ['a', 'b']],
    ['each role takes one atom', ['customer: a', 'agent: b'], 'customer: "a" -> agent: "b"', 'met', ['a', 'b']],
    ['near is left-associative', ['agent: a b c'], '"a" then/0 "b" then/0 "c"', 'met', ['a b c']],
  ],
  meaning: [
    [
      'like, by shared words',
      ['customer: let me speak to the manager'],
      'like("speak to your manager", 0.8)',
      'met',
      ['let me speak to the manager'],
    ],
  ],
};

function check(row: Row): void {
  const [, turns, text, expected, quotes = [], given = {}] = row;
  const { expression, problems } = parseExpression(text);
  assert.deepEqual(
    problems.filter((problem) => problem.severity === 'error'),
    [],
  );
  assert.ok(expression !== null);
  const conversation = readConversation(turns, given);
  const [finding] = evaluateRules(compileRules([ruleOf(expression)]), conversation);
  assert.ok(finding !== undefined);
  assert.equal(finding.reason === null ? finding.verdict : `${finding.verdict}(${finding.reason})`, expected);
  assert.deepEqual(
    finding.spans.map((span) => conversation.turns[span.turn]?.text.slice(span.start, span.end) ?? ''),
    quotes,
  );
}

for (const [name, rows] of Object.entries(tables)) {
  describe(name, () => {
    for (const row of rows) it(`${row[0]}: ${row[2]}`, () => check(row));
  });
}
