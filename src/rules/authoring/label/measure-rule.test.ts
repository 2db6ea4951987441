import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InteractionId } from '../../../domain/ids.ts';
import type { Judgement, LabelDraw, LabelItem, LabelStratum, RuleLabel } from '../../../domain/rule-label.ts';
import { allocate, LabelSample } from './label-sample.ts';
import { measureRule } from './measure-rule.ts';

interface Drawn {
  readonly stratum: LabelStratum;
  readonly judgement: Judgement | null;
  readonly startedAt?: string;
}

/** A draw of these conversations out of a population, and the labels of those that were judged. */
function world(population: Readonly<Record<LabelStratum, number>>, drawn: readonly Drawn[]): { draw: LabelDraw; labels: RuleLabel[] } {
  const of = (stratum: LabelStratum) => drawn.filter((one) => one.stratum === stratum).length;
  const strata = (['fired', 'near', 'rest'] as const).map((stratum) => ({ stratum, population: population[stratum], drawn: of(stratum) }));
  const items: LabelItem[] = drawn.map(({ stratum, startedAt = null }, index) => ({
    interaction: `i${index}` as InteractionId,
    stratum,
    probability: of(stratum) / population[stratum],
    startedAt,
    spans: [],
  }));
  const about = { rule: 'r', ruleHash: 'h', drawnAt: '2026-06-01T00:00:00Z' };
  const labels = drawn.flatMap(({ judgement }, index) => {
    const item = items[index];
    return judgement === null || item === undefined ? [] : [{ ...about, ...item, judgement, draw: 'd', judgedAt: '2026-06-01T00:00:00Z' }];
  });
  return { draw: { ...about, id: 'd', seed: 1, from: null, to: null, notAssessable: 7, strata, items }, labels };
}

const times = (n: number, one: Drawn): Drawn[] => Array.from({ length: n }, () => one);

describe('a rule measured', () => {
  test('weights each judgement by what it stands for', () => {
    const { draw, labels } = world({ fired: 100, near: 200, rest: 1000 }, [
      ...times(9, { stratum: 'fired', judgement: 'yes' }),
      ...times(1, { stratum: 'fired', judgement: 'no' }),
      ...times(2, { stratum: 'near', judgement: 'yes' }),
      ...times(8, { stratum: 'near', judgement: 'no' }),
      ...times(10, { stratum: 'rest', judgement: 'no' }),
      ...times(3, { stratum: 'rest', judgement: 'skip' }),
    ]);
    const { precision, recall, prevalence, strata, decay } = measureRule(draw, labels);
    assert.equal(precision?.value, 0.9);
    assert.ok(Math.abs((recall?.value ?? 0) - 90 / 130) < 1e-12);
    assert.ok(Math.abs((prevalence.corrected?.value ?? 0) - 130 / 1300) < 1e-12);
    assert.ok(Math.abs(prevalence.raw - 100 / 1300) < 1e-12);
    assert.deepEqual(strata[2], { stratum: 'rest', population: 1000, drawn: 13, yes: 0, no: 10, skip: 3 });
    assert.equal(decay, null);
  });

  test('says nothing where nothing was judged', () => {
    const { draw, labels } = world({ fired: 10, near: 10, rest: 10 }, times(3, { stratum: 'fired', judgement: null }));
    const { precision, recall, prevalence } = measureRule(draw, labels);
    assert.deepEqual([precision, recall, prevalence.corrected], [null, null, null]);
  });

  test('a rule without any true case in store has no recall', () => {
    const drawn = (['fired', 'near', 'rest'] as const).flatMap((stratum) => times(4, { stratum, judgement: 'no' }));
    const { draw, labels } = world({ fired: 10, near: 10, rest: 10 }, drawn);
    assert.equal(measureRule(draw, labels).recall, null);
  });

  const [old, recent] = ['2026-01-10T00:00:00Z', '2026-05-10T00:00:00Z'];
  const alarms: readonly (readonly [
    what: string,
    before: readonly [number, number],
    after: readonly [number, number],
    alarm: boolean | null,
  ])[] = [
    ['holds', [18, 20], [17, 20], false],
    ['falls', [18, 20], [8, 20], true],
    ['rises', [8, 20], [18, 20], false],
    ['falls among too few', [18, 20], [1, 4], null],
  ];
  for (const [what, before, after, alarm] of alarms) {
    test(`precision that ${what} ${alarm === true ? 'raises' : 'does not raise'} the alarm`, () => {
      const group = ([yes, n]: readonly [number, number], startedAt: string) => [
        ...times(yes, { stratum: 'fired', judgement: 'yes', startedAt }),
        ...times(n - yes, { stratum: 'fired', judgement: 'no', startedAt }),
      ];
      const { draw, labels } = world({ fired: 100, near: 10, rest: 10 }, [...group(before, old), ...group(after, recent)]);
      assert.equal(measureRule(draw, labels, '2026-03-01').decay?.alarm ?? null, alarm);
      assert.equal(measureRule({ ...draw, ruleHash: 'changed' }, labels, '2026-03-01').decay, null);
    });
  }
});

describe('a sample', () => {
  const populations = (fired: number, near: number, rest: number) =>
    new Map([
      ['fired', fired],
      ['near', near],
      ['rest', rest],
    ] as const);
  const shares: readonly (readonly [ReturnType<typeof populations>, readonly number[]])[] = [
    [populations(1000, 1000, 1000), [8, 8, 4]],
    [populations(3, 1000, 1000), [3, 11, 6]],
    [populations(0, 0, 1000), [0, 0, 20]],
    [populations(2, 3, 4), [2, 3, 4]],
  ];
  for (const [population, drawn] of shares) {
    test(`of 20 out of ${[...population.values()].join(', ')} takes ${drawn.join(', ')}`, () => {
      assert.deepEqual(
        allocate(20, population).map((one) => one.drawn),
        drawn,
      );
    });
  }

  test('takes every conversation of a stratum equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 600; seed++) {
      const sample = new LabelSample({ rule: 'r', n: 5, seed });
      for (let at = 0; at < 20; at++) sample.add({ interaction: `i${at}` as InteractionId, stratum: 'rest', startedAt: null });
      for (const { interaction } of sample.draw().items) counts.set(interaction, (counts.get(interaction) ?? 0) + 1);
    }
    // 150 expected, standard deviation 10.6.
    for (let at = 0; at < 20; at++) assert.ok(Math.abs((counts.get(`i${at}`) ?? 0) - 150) < 45, `i${at}: ${counts.get(`i${at}`)}`);
  });

  test('is judged a little of every stratum at a time', () => {
    const sample = new LabelSample({ rule: 'r', n: 20, seed: 1 });
    for (const stratum of ['fired', 'near', 'rest'] as const)
      for (let at = 0; at < 50; at++) sample.add({ interaction: `${stratum}${at}` as InteractionId, stratum, startedAt: null });
    const firstHalf = sample.draw().items.slice(0, 10);
    const of = (stratum: string) => firstHalf.filter((item) => item.stratum === stratum).length;
    assert.deepEqual([of('fired'), of('near'), of('rest')], [4, 4, 2]);
  });
});
