import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileRules } from '../../compile.ts';
import { readConversation } from '../../conversation-text.ts';
import { findingsOf, RuleEngine } from '../../evaluate.ts';
import { readRuleSet } from '../../rule-set.ts';
import { convertRules, detectRuleFormat, type RuleFormat, ruleFileText } from './convert-rules.ts';

interface Example {
  readonly what: string;
  readonly source: string;
  readonly expression: string;
  /** Part of each note, in order. */
  readonly notes?: readonly string[];
}

function table(format: RuleFormat, examples: readonly Example[]): void {
  describe(format, () => {
    for (const { what, source, expression, notes = [] } of examples) {
      test(what, () => {
        const conversion = convertRules(source, { format, name: 'Some rule' });
        assert.equal(conversion.rules.map((rule) => rule.expression).join('\n'), expression);
        assert.equal(conversion.notes.length, notes.length, JSON.stringify(conversion.notes));
        for (const [at, note] of notes.entries()) {
          const { place = '', message = '' } = conversion.notes[at] ?? {};
          assert.ok(`${place}: ${message}`.includes(note), `${place}: ${message}`);
        }
      });
    }
  });
}

const category = (...rules: readonly object[]) => JSON.stringify({ CategoryName: 'c', Rules: rules });
const transcript = (more: object) =>
  category({ TranscriptFilter: { TranscriptFilterType: 'EXACT', Targets: ['cancel my account'], ...more } });

table('transcribe', [
  { what: 'words', source: transcript({}), expression: '"cancel my account"' },
  {
    what: 'a role and several targets',
    source: transcript({ ParticipantRole: 'CUSTOMER', Targets: ['cancel', 'close my account'] }),
    expression: 'customer: ("cancel" | "close my account")',
  },
  {
    what: 'absent in the first seconds',
    source: transcript({ Negate: true, ParticipantRole: 'AGENT', AbsoluteTimeRange: { First: 15000 } }),
    expression: 'not ((agent: "cancel my account") in first 15000ms from start of recording)',
  },
  {
    what: 'between two times',
    source: transcript({ AbsoluteTimeRange: { StartTime: 10000, EndTime: 60000 } }),
    expression: '"cancel my account" in [10000ms, 60000ms] from start of recording',
  },
  { what: 'last seconds', source: transcript({ AbsoluteTimeRange: { Last: 30000 } }), expression: '"cancel my account" in last 30000ms' },
  { what: 'first share', source: transcript({ RelativeTimeRange: { First: 10 } }), expression: '"cancel my account" in first 10%' },
  {
    what: 'between two shares',
    source: transcript({ RelativeTimeRange: { StartPercentage: 20, EndPercentage: 60 } }),
    expression: '("cancel my account" in first 60%) in last 80%',
  },
  {
    what: 'all rules of a category',
    source: category({ NonTalkTimeFilter: { Threshold: 20000 } }, { InterruptionFilter: { ParticipantRole: 'AGENT' } }),
    expression: '(silence >= 20000ms) and (interruption by agent)',
  },
  {
    what: 'a threshold of interruptions',
    source: category({ InterruptionFilter: { Threshold: 10000, Negate: true } }),
    expression: 'not (interruption >= 10000ms)',
    notes: ['not to their sum'],
  },
  {
    what: 'sentiment at the end',
    source: category({
      SentimentFilter: { Sentiments: ['NEGATIVE', 'MIXED'], ParticipantRole: 'CUSTOMER', RelativeTimeRange: { Last: 20 } },
    }),
    expression: '(customer: (turn where sentiment < -0.3)) in last 20%',
    notes: ['MIXED', 'check it'],
  },
  {
    what: 'an unknown filter',
    source: category({ LoudnessFilter: {} }),
    expression: '',
    notes: ['LoudnessFilter', 'nothing of this category'],
  },
  {
    what: 'a list of categories',
    source: JSON.stringify({ Categories: [JSON.parse(transcript({})), JSON.parse(transcript({ Targets: ['b'] }))] }),
    expression: '"cancel my account"\n"b"',
  },
]);

const rule = (...conditions: readonly object[]) =>
  JSON.stringify({
    Name: 'r',
    Function: JSON.stringify({ Version: '2022-11-25', RuleFunction: { Operator: 'AND', Operands: conditions } }),
  });
const said = (operands: readonly unknown[], manner = 'ExactMatch', more: object = {}) => ({
  Operator: 'CONTAINS_ANY',
  Operands: operands,
  ComparisonValue: `$.ContactLens.PostCall.${manner}.Transcript`,
  ...more,
});
const filters = (...list: readonly object[]) => ({ FilterClause: { LogicOperator: 'AND', Filters: list } });

table('connect', [
  {
    what: 'words of the customer',
    source: rule(said(['refund', 'money back'], 'ExactMatch', filters({ Type: 'ParticipantRole', Data: 'CUSTOMER' }))),
    expression: 'customer: ("refund" | "money back")',
  },
  {
    what: 'not in the first seconds',
    source: rule(
      said(['recorded line'], 'ExactMatch', {
        Negate: true,
        ...filters({ Type: 'PostCallContactPeriodSeconds', Data: { First: 30 } }, { Type: 'ParticipantRole', Data: 'AGENT' }),
      }),
    ),
    expression: 'not ((agent: "recorded line") in first 30s from start of recording)',
  },
  {
    what: 'either party',
    source: rule(said(['hello'], 'ExactMatch', filters({ Type: 'ParticipantRole', Data: 'ANY' }))),
    expression: '"hello"',
  },
  {
    what: 'meaning',
    source: rule(said(['let me speak to your manager'], 'SemanticMatch')),
    expression: 'like("let me speak to your manager", 0.7)',
    notes: ['check the threshold'],
  },
  {
    what: 'a pattern with a distance and a list',
    source: rule(
      said(
        [
          [
            { Type: 'PLAIN', Value: 'credit' },
            { Type: 'PROXIMITY', Value: { Distance: 4, IsWithin: true } },
            {
              Type: 'LIST',
              Value: [
                { Type: 'PLAIN', Value: 'card' },
                { Type: 'PLAIN', Value: 'cards' },
              ],
            },
          ],
        ],
        'PatternMatch',
      ),
    ),
    expression: '"credit" near/4 ("card" | "cards")',
  },
  {
    what: 'a pattern with a number',
    source: rule(
      said(
        [
          [
            { Type: 'PLAIN', Value: 'pay' },
            { Type: 'NUMERICAL', Value: { Decimal: true } },
          ],
        ],
        'PatternMatch',
      ),
    ),
    expression: '"pay" then/0 (<number>)',
  },
  {
    what: 'a queue is reported, the words stay',
    source: rule(said(['refund']), {
      Operator: 'CONTAINS_ANY',
      Operands: ['1111'],
      ComparisonValue: '$.ContactLens.PostCall.Queue.QueueId',
      Negate: false,
    }),
    expression: '"refund"',
    notes: ['r: Operands[1]: left out: no counterpart for $.ContactLens.PostCall.Queue.QueueId'],
  },
  {
    what: 'groups',
    source: rule({ Operator: 'OR', Operands: [said(['a']), said(['b'])] }, said(['c'])),
    expression: '("a" | "b") and "c"',
  },
]);

const vSpark = (...lines: readonly string[]) => lines.join('\n');

table('v-spark', [
  {
    what: 'phrases of each side',
    source: vSpark('SPEAKERS:', 'cancel', 'CLIENT:', 'my account', 'AGENT:', 'downgrade'),
    expression: '"cancel" | (customer: "my account") | (agent: "downgrade")',
  },
  { what: 'wildcards', source: 'CLIENT: help*', expression: 'customer: "help*"' },
  { what: 'words apart', source: vSpark('CLIENT:', 'cancel account ~4'), expression: 'customer: ("cancel" near/4 "account")' },
  {
    what: 'in one turn',
    source: vSpark('AGENT:', 'cancel my account ~t'),
    expression: 'agent: (("cancel" same turn "my") same turn "account")',
  },
  { what: 'begins a turn', source: vSpark('AGENT:', '^ helpful'), expression: '(agent: "helpful") at turn start' },
  {
    what: 'first and last seconds',
    source: vSpark('AGENT:', 'recorded line ~s<30', 'CLIENT:', 'goodbye ~e<20'),
    expression: '((agent: "recorded line") in first 30s from start of recording) | ((customer: "goodbye") in last 20s)',
  },
  {
    what: 'and, or',
    source: vSpark('CLIENT:', 'phone & tablet', 'AGENT:', 'this | that'),
    expression: '((customer: "phone") and (customer: "tablet")) or (agent: ("this" | "that"))',
  },
  {
    what: 'an excluded phrase that holds an included one',
    source: vSpark('AGENT:', 'thank you', '-thank you for calling'),
    expression: '(agent: "thank you") not in (agent: "thank you for calling")',
  },
  {
    what: 'an excluded phrase beside it',
    source: vSpark('AGENT:', 'downgrade', '-purchase'),
    expression: '(agent: "downgrade") not near/15 (agent: "purchase")',
    notes: ['line 3: an excluded phrase cancels within 15 words'],
  },
  {
    what: 'filters and what cannot be read are reported with their line',
    source: vSpark('SPEAKERS:', 'cancel', 'METADATA:', 'color = blue', 'CALL DURATION: 0:00:00 - 0:17:23', 'AGENT:', 'what ~x'),
    expression: '"cancel"',
    notes: ['line 4: left out: the filter METADATA', 'line 5: left out: the filter CALL DURATION', 'line 7: left out: "what ~x"'],
  },
  { what: 'nothing that includes', source: 'AGENT: -purchase', expression: '', notes: ['no phrase that includes'] },
]);

table('verint', [
  { what: 'a word', source: 'bill', expression: '"bill"' },
  { what: 'terms side by side', source: 'angry annoyed "very frustrated"', expression: '"angry" | "annoyed" | "very frustrated"' },
  { what: 'near', source: 'pay NEAR bill', expression: '"pay" near/3 "bill"' },
  { what: 'near with a distance', source: 'pay NEAR:7 (bill invoice)', expression: '"pay" near/7 ("bill" | "invoice")' },
  { what: 'not in', source: 'credit NOTIN "credit card"', expression: '"credit" not in "credit card"' },
  { what: 'and binds tighter than or', source: 'order AND service OR refund', expression: '("order" and "service") or "refund"' },
  { what: 'minus', source: 'credit -card', expression: '"credit" and (not "card")' },
  { what: 'not', source: 'call AND NOT manager', expression: '"call" and (not "manager")' },
  {
    what: 'speakers',
    source: 'A:"recorded line" AND C:(yes okay)',
    expression: '(agent: "recorded line") and (customer: ("yes" | "okay"))',
  },
  { what: 'robot and unknown', source: 'R:welcome U:hello', expression: '(bot: "welcome") | (unknown: "hello")' },
  { what: 'a boost', source: '+refund', expression: '"refund"', notes: ['line 1, column 1: the boost'] },
  {
    what: 'near over a condition',
    source: '(pay AND bill) NEAR late',
    expression: '"pay" and "bill"',
    notes: ['line 1, column 16: left out: NEAR joins words'],
  },
  { what: 'a lost parenthesis', source: '(pay bill', expression: '"pay" | "bill"', notes: ['line 1, column 1: a ( without its )'] },
  {
    what: 'an operator without terms',
    source: 'NEAR',
    expression: '',
    notes: ['line 1, column 1: left out: NEAR joins words', 'nothing of this query'],
  },
  { what: 'one rule per line', source: '# a list\nbilling = bill\n\nrefund', expression: '"bill"\n"refund"' },
]);

describe('what comes out', () => {
  test('is a rule file that our reader takes and our engine runs', () => {
    const source = ['Money back = C:(refund NEAR:4 please)', 'Money back = "money back"', '24/7 = open'].join('\n');
    const { rules } = convertRules(source, { format: 'verint', name: 'x' });
    const text = ruleFileText(rules);
    const set = readRuleSet({ rules: [{ file: 'x.yaml', text }] });
    assert.deepEqual(set.problems, []);
    assert.deepEqual(
      set.rules.map(({ rule: { id, name } }) => [id, name]),
      [
        ['money-back', 'Money back'],
        ['money-back-2', 'Money back'],
        ['rule-24-7', '24/7'],
      ],
    );
    const engine = new RuleEngine(compileRules(set.rules.map((located) => located.rule)));
    const fired = findingsOf(engine, readConversation(['customer: a refund if you please']), 'fired');
    assert.deepEqual(
      fired.map((finding) => finding.rule),
      ['money-back'],
    );
    assert.match(text, /detect: \|/);
  });

  const detected: readonly (readonly [string, RuleFormat])[] = [
    [transcript({}), 'transcribe'],
    [rule(said(['a'])), 'connect'],
    ['SPEAKERS:\ncancel', 'v-spark'],
    ['A:hello AND C:bye', 'verint'],
  ];
  for (const [source, format] of detected) test(`${format} is told from its text`, () => assert.equal(detectRuleFormat(source), format));

  test('hostile input ends', () => {
    const deep = '('.repeat(20_000);
    assert.equal(convertRules(deep, { format: 'verint', name: 'x' }).rules.length, 0);
    let nested: object = said(['a']);
    for (let depth = 0; depth < 2000; depth++) nested = { Operator: 'AND', Operands: [nested] };
    assert.equal(
      convertRules(JSON.stringify({ Name: 'x', Function: { RuleFunction: nested } }), { format: 'connect', name: 'x' }).rules.length,
      0,
    );
    assert.throws(() => convertRules('{"CategoryName":', { format: 'transcribe', name: 'x' }), /not JSON/);
    assert.deepEqual(convertRules('SPEAKERS:\n"""\n-\n~4', { format: 'v-spark', name: 'x' }).rules, []);
  });
});
