import { calibrateTemperature } from './calibrate-temperature.ts';
import { fitLogistic, type LogisticModel, scoreClasses } from './fit-logistic.ts';
import { fitScope, neverAbstain, type ScopeExample } from './fit-scope.ts';
import { blend, dot, featuresOf, type IntentModel, type IntentText, largestAt, likenessOf, scopeSignals } from './intent-model.ts';
import { lexicalCounts, lexicalPlaces, measureRarity } from './lexical-features.ts';

export interface IntentExample extends IntentText {
  readonly label: string;
}

export interface FitIntentOptions {
  /** Texts that are kept from the fit, for temperature and threshold; without them, parts of the examples are held out in turn. */
  readonly validation?: readonly IntentExample[];
  /** Texts that belong to no class. Without a validation part, classes that are left out in turn play that part too. */
  readonly foreign?: readonly IntentText[];
  /** Whether abstention is wanted at all; it costs further fits. */
  readonly abstain?: boolean;
  /** What a share of foreign texts that get a reason costs against the same share of known ones that get none. */
  readonly foreignCost?: number;
  readonly seed?: number;
}

/** Up to this many examples of a class stand for it when nearness is asked. */
const mostKnown = 20;
/** With fewer examples than this, epochs are cheap and needed. */
const fewExamples = 3_000;
const prototypePrior = 5;
/** A wrong reason misleads more than none: half as bad as a missed one even though foreign contacts are the smaller part. */
const foreignCost = 0.5;

/** Everything a contact reason classifier needs, from examples alone: weights, calibration, and when to say nothing. */
export function fitIntentModel(examples: readonly IntentExample[], options: FitIntentOptions = {}): IntentModel {
  const base = fitBase(examples, options.seed ?? 1);
  const unseen = options.validation ? scoreUnseen(base, options.validation) : crossScore(examples, options.seed ?? 1);
  const calibrated = {
    ...base,
    temperature: calibrateTemperature(unseen, ({ trust, logits, likeness }, temperature) =>
      blend({ trust, temperature }, logits, likeness),
    ),
  };
  if (!options.abstain) return { ...calibrated, scope: neverAbstain };
  return { ...calibrated, scope: fitScope(scopeExamples(calibrated, examples, options), options.foreignCost ?? foreignCost) };
}

export type BaseModel = Omit<IntentModel, 'scope'>;

/** An unseen text's logits, and the class it belongs to. */
export interface UnseenScore {
  /** Of the model that scored it, whose classes may be fewer where a rare one's examples are all unseen. */
  readonly trust: readonly number[];
  readonly logits: Float32Array;
  readonly likeness: Float32Array;
  readonly dense: Float32Array;
  /** −1: none of the model's classes. */
  readonly label: number;
}

function fitBase(examples: readonly IntentExample[], seed: number): BaseModel {
  const classes = [...new Set(examples.map(({ label }) => label))].toSorted();
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const rarity = measureRarity(examples.map(({ text }) => lexicalCounts(text)));
  const byClass = classes.map((name) => examples.filter(({ label }) => label === name));
  const denseWidth = examples[0]?.vector.length ?? 0;
  const logistic: LogisticModel = fitLogistic(
    examples.map((example) => ({ features: featuresOf(example, rarity), classes: [indexOf.get(example.label) ?? 0] })),
    {
      classes: classes.length,
      denseWidth,
      lexicalWidth: lexicalPlaces,
      decay: 0,
      epochs: examples.length < fewExamples ? 20 : 8,
      seed,
      oneOfMany: true,
    },
  );
  return {
    classes,
    logistic,
    rarity,
    prototypes: denseWidth === 0 ? [] : byClass.map((group) => meanDirection(group.map(({ vector }) => vector))),
    trust: byClass.map(({ length }) => length / (length + prototypePrior)),
    temperature: 1,
    known: denseWidth === 0 ? [] : byClass.flatMap((group) => group.slice(0, mostKnown).map(({ vector }) => vector)),
  };
}

function scoreUnseen(model: BaseModel, texts: readonly IntentExample[]): UnseenScore[] {
  return texts.map((example) => {
    const features = featuresOf(example, model.rarity);
    const likeness = likenessOf(model.prototypes, features.dense);
    const logits = scoreClasses(model.logistic, features);
    return { trust: model.trust, logits, likeness, dense: features.dense, label: model.classes.indexOf(example.label) };
  });
}

/** Held-out scores: every part once for few examples, one part for many. Texts of a class that a part leaves without examples have no label. */
function crossScore(examples: readonly IntentExample[], seed: number): UnseenScore[] {
  const parts = 5;
  const rounds = examples.length < fewExamples ? parts : 1;
  const order = stratified(examples);
  return Array.from({ length: rounds }, (_, part) => {
    const model = fitBase(
      order.filter((_example, index) => index % parts !== part),
      seed,
    );
    if (model.classes.length < 2) return [];
    return scoreUnseen(
      model,
      order.filter((_example, index) => index % parts === part),
    );
  }).flat();
}

/** Class after class, so that every fifth example takes from each. */
function stratified(examples: readonly IntentExample[]): IntentExample[] {
  return [...Map.groupBy(examples, ({ label }) => label).values()].flat();
}

function scopeExamples(
  model: BaseModel,
  examples: readonly IntentExample[],
  { validation, foreign, seed = 1 }: FitIntentOptions,
): ScopeExample[] {
  if (validation && foreign) {
    const inside = scoreUnseen(model, validation);
    const outside = scoreUnseen(
      model,
      foreign.map((text) => ({ ...text, label: '' })),
    );
    return [...inside, ...outside].map((unseen) => signalsOf(model, unseen));
  }
  return leaveClassesOut(examples, { foreign: foreign ?? [], seed });
}

/** A fifth of the classes in turn plays texts that nobody foresaw; a fifth of the rest's examples plays what was foreseen. */
function leaveClassesOut(
  examples: readonly IntentExample[],
  { foreign, seed }: { readonly foreign: readonly IntentText[]; readonly seed: number },
): ScopeExample[] {
  const parts = 5;
  const classes = [...new Set(examples.map(({ label }) => label))].toSorted();
  const order = stratified(examples);
  return Array.from({ length: parts }, (_, part) => {
    const hidden = new Set(classes.filter((_name, index) => index % parts === part));
    const shown = order.filter(({ label }) => !hidden.has(label));
    const model = fitBase(
      shown.filter((_example, index) => index % parts !== part),
      seed,
    );
    if (model.classes.length < 2) return [];
    const inside = shown.filter((_example, index) => index % parts === part);
    const strange = foreign.map((text) => ({ ...text, label: '' }));
    return scoreUnseen(model, [...inside, ...order.filter(({ label }) => hidden.has(label)), ...strange]).map((unseen) =>
      signalsOf(model, unseen),
    );
  }).flat();
}

function signalsOf(model: BaseModel, { logits, likeness, dense, label }: UnseenScore): ScopeExample {
  const probabilities = blend(model, logits, likeness);
  return {
    signals: scopeSignals(model, { probabilities, logits, likeness, dense }),
    inScope: label >= 0,
    right: largestAt(probabilities) === label,
  };
}

function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0);
  const length = Math.sqrt(dot(mean, mean)) || 1;
  return mean.map((value) => value / length);
}
