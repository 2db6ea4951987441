import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitIntentModel, type IntentExample } from './fit-intent-model.ts';
import { guessIntent, type IntentModel } from './intent-model.ts';

const none = new Float32Array(0);
const phrases: Readonly<Record<string, readonly string[]>> = {
  bill: [
    'my bill is too high',
    'why did my invoice go up',
    'a charge on my bill is wrong',
    'the invoice shows an extra charge',
    'bill higher than usual',
  ],
  router: [
    'my router restarts',
    'the modem keeps rebooting',
    'router lights are red',
    'the router drops the connection',
    'modem restarts at night',
  ],
  move: [
    'I am moving house',
    'we move to a new address',
    'transfer my service to another address',
    'change of address next month',
    'new apartment, new address',
  ],
};

function examplesOf(vectorOf: (label: string) => Float32Array = () => none): IntentExample[] {
  return Object.entries(phrases).flatMap(([label, texts]) => texts.map((text) => ({ text, label, vector: vectorOf(label) })));
}

function guess(model: IntentModel, text: string, vector = none): string | undefined {
  return model.classes[guessIntent(model, { text, vector }).best];
}

test('learns from words alone', () => {
  const model = fitIntentModel(examplesOf());
  assert.equal(guess(model, 'there is a charge on my invoice'), 'bill');
  assert.equal(guess(model, 'the modem restarts'), 'router');
  assert.equal(guess(model, 'we are moving to another address'), 'move');
});

test('letters inside words carry typing errors', () => {
  assert.equal(guess(fitIntentModel(examplesOf()), 'my ruoter restarst'), 'router');
});

test('probabilities sum to one', () => {
  const { probabilities } = guessIntent(fitIntentModel(examplesOf()), { text: 'anything at all', vector: none });
  assert.ok(Math.abs(probabilities.reduce((sum, value) => sum + value, 0) - 1) < 1e-5);
});

test('a class of a single example leaves the others calibrated', () => {
  const noisy = examplesOf().map((example, at) => (at % 5 === 0 ? { ...example, label: at === 0 ? 'router' : 'bill' } : example));
  const alone = { text: 'when do you open', label: 'hours', vector: none };
  assert.notEqual(fitIntentModel([...noisy, alone]).temperature, 1);
});

test('where words say nothing, the vector decides', () => {
  const places = Object.keys(phrases);
  const vectorOf = (label: string) => Float32Array.from(places, (place) => (place === label ? 1 : 0));
  const model = fitIntentModel(examplesOf(vectorOf));
  assert.equal(guess(model, 'xyzzy', vectorOf('router')), 'router');
});

test('a direction that no example has is answered with nothing', () => {
  const places = [...Object.keys(phrases), 'elsewhere'];
  const vectorOf = (label: string) => Float32Array.from(places, (place) => (place === label ? 1 : 0));
  const foreign = Array.from({ length: 5 }, (_, index) => ({ text: `something else ${index}`, vector: vectorOf('elsewhere') }));
  const model = fitIntentModel(examplesOf(vectorOf), { abstain: true, foreign });
  assert.equal(guessIntent(model, { text: 'what a lovely day', vector: vectorOf('elsewhere') }).answered, false);
  assert.equal(guessIntent(model, { text: 'my bill is too high', vector: vectorOf('bill') }).answered, true);
});

test('the same examples give the same model', () => {
  const [first, second] = [fitIntentModel(examplesOf()), fitIntentModel(examplesOf())];
  assert.deepEqual(first.logistic.weights, second.logistic.weights);
  assert.equal(first.temperature, second.temperature);
});

const few: readonly (readonly [name: string, examples: readonly IntentExample[]])[] = [
  [
    'one example of each',
    [
      { text: 'my bill', label: 'bill', vector: none },
      { text: 'my router', label: 'router', vector: none },
    ],
  ],
  ['one class', [{ text: 'my bill', label: 'bill', vector: none }]],
  [
    'empty texts',
    [
      { text: '', label: 'a', vector: none },
      { text: '', label: 'b', vector: none },
    ],
  ],
];

for (const [name, examples] of few) {
  test(`${name} is enough for a model that does not fail`, () => {
    const { probabilities } = guessIntent(fitIntentModel(examples, { abstain: true }), { text: 'my bill', vector: none });
    assert.ok(probabilities.every((value) => value >= 0 && value <= 1));
  });
}
