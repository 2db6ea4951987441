import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printPart, printSearch, readSearch } from './read-search.ts';

/** Text, and its parts as they are printed again. */
const examples: readonly [string, readonly string[]][] = [
  ['', []],
  ['refund "call me back" -ticket', ['refund', '"call me back"', '-ticket']],
  ['channel:voice queue:billing,technical refund', ['channel:voice', 'queue:billing,technical', 'refund']],
  ['queue:"Billing North" -team:x', ['queue:"Billing North"', '-team:x']],
  ['sentiment<-0.3 duration>=10m', ['sentiment<-0.3', 'duration>=10m']],
  ['attribute.site:Phoenix measure.overtalk.count>3', ['attribute.site:Phoenix', 'measure.overtalk.count>3']],
  ['at 10:30 http://x.com a<b', ['at', '10:30', 'http://x.com', 'a<b']],
  ['agent:a101', ['agent:a101']],
  ['agent:"Maria Lopez"', ['agent:"Maria Lopez"']],
  ['agent: "transfer you"', ['= agent: "transfer you"']],
  [
    'channel:voice customer: "manager" not before (agent: "transfer")',
    ['channel:voice', '= customer: "manager" not before (agent: "transfer")'],
  ],
  ['"cancel" near/5 "account"', ['= "cancel" near/5 "account"']],
  ['"refund" | "money back"', ['= "refund" | "money back"']],
  ['= "refund"', ['= "refund"']],
  ['duration>5m = "refund"', ['duration>5m', '= "refund"']],
  ['"a | b near/5"', ['"a | b near/5"']],
  ['"open phrase', ['"open phrase"']],
];

for (const [text, printed] of examples) {
  test(`${JSON.stringify(text)} is read`, () => {
    const { parts, problems } = readSearch(text);
    assert.deepEqual([parts.map(printPart), problems], [printed, []]);
  });
}

const mistakes: readonly [string, number, number, RegExp][] = [
  ['refund chanel:voice', 7, 13, /There is no field chanel\. Did you mean channel\?/],
  ['-zzzzzzzz:x', 0, 9, /There is no field zzzzzzzz\. There are channel/],
  ['queue:', 0, 6, /needs a value/],
  ['duration:10', 0, 11, /duration>10m/],
  ['sentiment<low', 0, 13, /sentiment<0\.5/],
  ['from:yesterday', 0, 14, /a day such as/],
  ['queue>3', 0, 7, /takes a colon/],
];

for (const [text, from, to, message] of mistakes) {
  test(`${JSON.stringify(text)} is refused at its place`, () => {
    const [problem] = readSearch(text).problems;
    assert.deepEqual([problem?.from, problem?.to], [from, to]);
    assert.match(problem?.message ?? '', message);
  });
}

const amounts: readonly [string, number][] = [
  ['duration>10m', 600_000],
  ['duration>90', 90_000],
  ['hold>1.5h', 5_400_000],
  ['sentiment<-0.3', -0.3],
  ['measure.talk_ratio.agent>60%', 0.6],
];

for (const [text, value] of amounts) {
  test(`${text} compares with ${value}`, () => {
    const [part] = readSearch(text).parts;
    assert.equal(part?.kind === 'comparison' ? part.value : null, value);
  });
}

test('places are offsets in the text', () => {
  const text = '  refund   channel:voice = "x"';
  assert.deepEqual(
    readSearch(text).parts.map(({ from, to }) => text.slice(from, to)),
    ['refund', 'channel:voice', '"x"'],
  );
});

test('any text is read without an error, and its print reads the same', () => {
  const piece = fc.constantFrom('refund', '"', ' ', '-', 'queue:', 'a,b', 'duration>', '10m', '=', '|', '(', ':', '<', 'é');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { parts } = readSearch(pieces.join(''));
      const again = readSearch(printSearch(parts));
      assert.deepEqual(again.parts.map(printPart), readSearch(printSearch(again.parts)).parts.map(printPart));
    }),
  );
});
