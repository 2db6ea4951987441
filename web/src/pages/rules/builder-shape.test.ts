import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { roles } from '../../../../src/domain/vocabulary.ts';
import { places, printShape, readShape, relations, type Shape } from './builder-shape.ts';

const simple: readonly (readonly [string, Partial<Shape>])[] = [
  ['customer: "refund"', { who: 'customer', phrases: ['refund'], place: 'anywhere', relation: null }],
  ['"~cancel my account" | "close it"', { who: null, phrases: ['~cancel my account', 'close it'] }],
  ['agent: ("hello" | "good morning") in first 1m', { place: 'firstSeconds', amount: 60 }],
  ['agent: "bye" in last 3 turns', { place: 'lastTurns', amount: 3 }],
  ['not (agent: "hello")', { isAbsent: true, who: 'agent' }],
  [
    'customer: "manager" not before (agent: ("transfer" | "put you through")) within 60s',
    { relation: { kind: 'not before', who: 'agent', phrases: ['transfer', 'put you through'], withinSeconds: 60 } },
  ],
];

const tooRich = [
  '"a" and "b"',
  '"a" near/5 "b"',
  'agent[2]: "a"',
  'agent: <money>',
  '"a" in first 25%',
  '"a" in first 60s from start of recording',
  '"a" fully in first 60s',
  '"a" before first ("b")',
  'customer: "a" # said so',
  'channel = voice',
  '"a" and',
];

describe('the builder', () => {
  for (const [text, expected] of simple) {
    it(`reads ${text}`, () => {
      const shape = readShape(text);
      assert.deepEqual({ ...shape, ...expected }, shape);
    });
  }
  for (const text of tooRich) it(`leaves ${text} to the text`, () => assert.equal(readShape(text), null));

  it('reads back whatever it writes', () => {
    const phrase = fc.stringMatching(/^[a-z"\\~*' ]{0,12}[a-z]$/);
    const saying = { who: fc.constantFrom(null, ...roles), phrases: fc.array(phrase, { minLength: 1, maxLength: 4 }) };
    const shapes = fc.record({
      ...saying,
      isAbsent: fc.boolean(),
      place: fc.constantFrom(...places),
      amount: fc.integer({ min: 1, max: 600 }),
      relation: fc.option(
        fc.record(
          { ...saying, kind: fc.constantFrom(...relations), withinSeconds: fc.option(fc.integer({ min: 1, max: 600 })) },
          { noNullPrototype: true },
        ),
      ),
    });
    fc.assert(
      fc.property(shapes, (shape) => {
        const amount = shape.place === 'anywhere' ? 60 : shape.amount;
        assert.deepEqual(readShape(printShape(shape)), { ...shape, amount });
      }),
    );
  });
});
