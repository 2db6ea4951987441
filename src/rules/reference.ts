/** One row of the table of constructs in docs/RULES.md, which the editor shows beside what the pointer rests on. */
export interface Construct {
  readonly name: string;
  /** As the language writes it, each a whole expression. */
  readonly examples: readonly string[];
  readonly is: 'spans' | 'condition';
  /** One sentence for somebody who meets it for the first time. */
  readonly means: string;
  /** Words and nodes of the grammar that stand for it. */
  readonly at: readonly string[];
  /** What the editor offers, holes as `«…»`. */
  readonly offers?: readonly string[];
}

const row = (name: string, is: Construct['is'], rest: Omit<Construct, 'name' | 'is'>): Construct => ({ name, is, ...rest });

export const constructs: readonly Construct[] = [
  row('word or phrase', 'spans', {
    examples: ['"cancel my account"'],
    means: 'These words, one after the other, said by one speaker.',
    at: ['Phrase', 'String'],
  }),
  row('forms of a word', 'spans', {
    examples: ['"~cancel my account"'],
    means: '~ finds every form of the word: cancels, cancelled, cancelling.',
    at: ['~'],
  }),
  row('any ending; one letter; any one word', 'spans', {
    examples: ['"refund*"', '"organi?e"', '"cancel _ account"'],
    means: '* stands for any ending, ? for one letter, _ for one word.',
    at: ['*', '?', '_'],
  }),
  row('misspelt; misheard', 'spans', {
    examples: ['fuzzy("mirandize")', 'sounds("mini miranda")'],
    means: 'Also what is one letter off, or what sounds the same.',
    at: ['fuzzy', 'sounds'],
    offers: ['fuzzy("«words»")', 'sounds("«words»")'],
  }),
  row('entity, also in a phrase', 'spans', {
    examples: ['<money>', '"pay <money> by <date>"'],
    means: 'A value of that kind, as written or said in words.',
    at: ['Slot'],
  }),
  row('list', 'spans', { examples: ['@pay'], means: 'Any entry of a list of this rule or of lists/.', at: ['ListName'] }),
  row('either', 'spans', {
    examples: ['"refund" | "money back"'],
    means: 'One of the alternatives; binds tighter than near and then.',
    at: ['|', 'Either'],
  }),
  row('near, in any order', 'spans', {
    examples: ['"cancel" near/5 "account"'],
    means: 'Both, with at most that many words between, in either order, in one speaker’s words.',
    at: ['near'],
    offers: ['near/«5»'],
  }),
  row('in that order', 'spans', {
    examples: ['"attempt" then/4 "collect"'],
    means: 'The second after the first, with at most that many words between.',
    at: ['then'],
    offers: ['then/«4»'],
  }),
  row('not near; not inside', 'spans', {
    examples: ['"cancel" not near/3 "order"', '"cancel" not in "cancel my order"'],
    means: 'The first, but not beside or as a part of the second.',
    at: ['NotNear', 'NotIn', 'NotInWord'],
    offers: ['not near/«3»', 'not in'],
  }),
  row('speaker', 'spans', {
    examples: ['agent: "hello"', 'agent[2]: "hello"', 'customer: ("a" | "b")'],
    means: 'Only in the words of that role; takes one thing, or a group in parentheses.',
    at: ['RoleName', 'Role'],
  }),
  row('in one turn, sentence, message', 'spans', {
    examples: ['"a" same turn "b"', '"a" same sentence "b"', '"a" same message "b"'],
    means: 'Both in the same unit.',
    at: ['same', 'Same'],
    offers: ['same turn', 'same sentence', 'same message'],
  }),
  row('at the edge of a turn', 'spans', {
    examples: ['"hello" at turn start', '"bye" at turn end'],
    means: 'As the first or the last words of a turn.',
    at: ['AtTurn'],
    offers: ['at turn start', 'at turn end'],
  }),
  row('window by time', 'spans', {
    examples: ['"hello" in first 60s', '"bye" in last 30s', '"a" in [10s, 60s]'],
    means: 'Begins within this time, counted from the agent’s answer (calls) or the first message.',
    at: ['Window', 'InList', 'Amount'],
    offers: ['in first «60s»', 'in last «30s»', 'in [«10s», «60s»]'],
  }),
  row('window by share', 'spans', {
    examples: ['"a" in first 25%', '"a" in last 10%'],
    means: 'Begins within this share of the conversation.',
    at: ['Percent'],
  }),
  row('window by turns or words', 'spans', {
    examples: ['"a" in last 3 turns', '"a" in first 50 words'],
    means: 'Begins within so many turns or words; behind a role, of that role.',
    at: ['turns', 'words'],
    offers: ['in first «3» turns', 'in last «3» turns'],
  }),
  row('wholly inside', 'spans', { examples: ['"a" fully in first 60s'], means: 'Ends inside the window too.', at: ['fully'] }),
  row('from the recording’s start', 'spans', {
    examples: ['"recorded line" in first 60s from start of recording'],
    means: 'The window begins with the recording, not with the answer.',
    at: ['FromRecording'],
  }),
  row('after, before', 'spans', {
    examples: ['"a" after ("b") within 30s', '"a" before ("b") within 30s'],
    means: 'The first, where the nearest one of the second came before (or comes after) it.',
    at: ['after', 'before', 'within', 'Within'],
    offers: ['after («what») within «30s»', 'before («what») within «30s»'],
  }),
  row('and its opposite', 'spans', {
    examples: ['"manager" not before (agent: "transfer") within 60s', '"a" not after ("b")'],
    means: 'The first, where the second did not follow (or precede): asked, and no offer came.',
    at: ['NotBefore', 'NotAfter'],
    offers: ['not before («what») within «60s»', 'not after («what»)'],
  }),
  row('before every one', 'spans', {
    examples: ['"disclosure" before first (<money>)'],
    means: 'Before every one of the second; holds where there is none.',
    at: ['RelativeOp/first'],
    offers: ['before first («what»)'],
  }),
  row('one after the other', 'spans', {
    examples: ['customer: "manager" -> agent: "transfer" within 60s'],
    means: 'Each step after the end of the one before, whoever says it; within limits the whole.',
    at: ['Arrow', 'Sequence'],
    offers: ['-> '],
  }),
  row('events', 'spans', {
    examples: [
      'silence >= 15s',
      'dead_air',
      'overtalk >= 2s',
      'interruption by agent',
      'hold',
      'transfer',
      'gap >= 4h',
      'mute',
      'pause',
      'music',
    ],
    means: 'Something that happened rather than words; gap exists in writing, the others on calls.',
    at: ['Event', 'EventName'],
    offers: ['silence >= «15s»', 'overtalk >= «2s»', 'interruption by agent', 'gap >= «4h»'],
  }),
  row('long turns', 'spans', {
    examples: ['turn >= 60s', 'turn where words > 80', 'turn where sentiment < -0.3'],
    means: 'Turns of that length, or with that many words or that sentiment.',
    at: ['TurnWhere', 'where'],
    offers: ['turn >= «60s»', 'turn where words > «80»', 'turn where sentiment < «-0.3»'],
  }),
  row('meaning', 'spans', {
    examples: ['like("let me speak to your manager", 0.8)'],
    means: 'Sentences that mean about the same; 1 is the same words, 0.5 related.',
    at: ['like'],
    offers: ['like("«as somebody would say it»", «0.8»)'],
  }),
  row('surely recognised', 'spans', {
    examples: ['"yes" with asr >= 0.6'],
    means: 'Only words that were recognised at least so surely.',
    at: ['WithAsr', 'with'],
    offers: ['with asr >= «0.6»'],
  }),
  row('count', 'condition', {
    examples: ['count("no") >= 3'],
    means: 'How often it is found, without overlap.',
    at: ['count'],
    offers: ['count(«what») >= «3»'],
  }),
  row('different ones', 'condition', {
    examples: ['distinct(@competitors) >= 2'],
    means: 'How many different entries are found.',
    at: ['distinct'],
    offers: ['distinct(«@list») >= «2»'],
  }),
  row('facts', 'condition', {
    examples: [
      'channel = voice',
      'channel in [chat, messaging]',
      'queue = "billing"',
      'duration > 10m',
      'attr.plan in ["gold"]',
      'talk_ratio.agent > 0.7',
    ],
    means: 'What is known of the conversation beside its words: a field, an attribute (attr.) or a measure.',
    at: ['Name', 'Compare', 'CompareOp'],
    offers: ['channel = «voice»', 'attr.'],
  }),
  row('local time', 'condition', {
    examples: ['localtime(customer) in [8:00, 21:00]'],
    means: 'The time of day where that party is.',
    at: ['localtime', 'Time'],
    offers: ['localtime(customer) in [«8:00», «21:00»]'],
  }),
  row('another rule', 'condition', {
    examples: ['rule(escalation-asked)'],
    means: 'What another rule says of the same conversation.',
    at: ['rule'],
    offers: ['rule(«id»)'],
  }),
  row('the customer’s other contacts', 'condition', {
    examples: ['contacts(same customer, same attr.debt, direction = outbound, attempts, 7d) >= 7', 'prior(rule(cease-request))'],
    means: 'How many contacts of the same customer came before this one, or whether a rule held on one of them.',
    at: ['contacts', 'prior', 'SameField'],
    offers: ['contacts(same customer, «7d») >= «2»', 'prior(rule(«id»))'],
  }),
  row('logic', 'condition', {
    examples: ['"a" and "b"', '"a" or "b"', 'not "a"', '"a" unless "b"'],
    means: 'Joins conditions; unless means: and not, over the whole conversation.',
    at: ['and', 'or', 'not', 'unless'],
    offers: ['and ', 'or ', 'not ', 'unless '],
  }),
];

/** The table as docs/RULES.md prints it. */
export function constructTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = constructs.map(
    ({ name, examples, is, means }) =>
      `| ${name} | ${examples.map((example) => `\`${cell(example)}\``).join(', ')} | ${is} | ${cell(means)} |`,
  );
  return ['| construct | example | is | means |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
