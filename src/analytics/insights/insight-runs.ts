import { AppError } from '../../domain/errors.ts';
import type { Insight } from '../../domain/insight.ts';
import type { ContactFactStore, ContactRow } from '../../storage/contact-facts.ts';
import type { DriverModel } from '../drivers/driver-model.ts';
import type { DriverTaxonomy } from '../drivers/driver-taxonomy.ts';
import { applyEdits } from '../drivers/edit-drivers.ts';
import type { PhraseIndex } from '../emerging/phrase-index.ts';
import { indexHistory } from './emerging-insights.ts';
import { fewestWeeks, findInsights } from './find-insights.ts';
import { type ContactFacts, dayNumber, historyBefore, isoDay } from './history.ts';
import { type Tuning, tuneThresholds } from './tune-thresholds.ts';
import { youngSiteInsights } from './young-site.ts';

export interface InsightDependencies {
  readonly facts: ContactFactStore;
  readonly taxonomy: DriverTaxonomy;
  /** Rules whose misses are followed: those that require something. */
  readonly requiredRules: () => readonly string[];
  /** How sure a change of volume must be, in standard deviations; the usual one when absent. */
  readonly leastZ?: number;
}

export interface ReplayedRun {
  readonly asOf: string;
  /** Only what no earlier run has told. */
  readonly insights: readonly Insight[];
}

/** Drivers are fitted anew when they are older; history is then assigned anew, so no trend mixes two fits. */
const refitDays = 28;
/** What was told and is told again within this time is the same news. */
const newsDays = 56;

interface Known {
  readonly contacts: readonly ContactFacts[];
  readonly index: PhraseIndex;
  readonly model: DriverModel;
}

/** Insights as of a day, or as a site would have seen them week by week. */
export function createInsightRuns({ facts, taxonomy, requiredRules, leastZ }: InsightDependencies) {
  async function run(asOf: string): Promise<Insight[]> {
    const rows = await rowsBefore(facts, asOf);
    const day = dayNumber(asOf);
    const [first] = rows;
    if (first === undefined) return [];
    if (day - first.day < 7 * fewestWeeks) return youngInsights(rows, day);
    const known = await taxonomy.current(asOf);
    const model = known && day - dayNumber(known.asOf) < refitDays ? known : await fitAnew(rows, asOf);
    const contacts = await withDrivers(rows, model);
    return insightsAt(day, { contacts, index: indexHistory(contacts), model });
  }

  /** A fit that is the newest is everybody's, so that an insight and the tree speak of the same drivers; one of the past is this run's alone. */
  async function fitAnew(rows: readonly ContactRow[], asOf: string): Promise<DriverModel> {
    const fitted = await taxonomy.fit(rows, { asOf, old: await taxonomy.fittedModel(asOf) });
    const newest = await taxonomy.current();
    return newest === null || newest.asOf <= asOf ? taxonomy.publish(fitted) : applyEdits(fitted);
  }

  /** Looks no further than each day: drivers, too, are those that could be known then. */
  async function* replay({ from, to, everyDays }: { from: string; to: string; everyDays: number }): AsyncGenerator<ReplayedRun> {
    const rows = await rowsBefore(facts, to);
    const told = new Map<string, number>();
    let model: DriverModel | null = null;
    let contacts: ContactFacts[] = [];
    let index = indexHistory(contacts);
    for (let day = dayNumber(from); day <= dayNumber(to); day += everyDays) {
      const past = rows.filter((row) => row.day < day);
      const [first] = past;
      if (first === undefined) continue;
      if (day - first.day < 7 * fewestWeeks) {
        yield { asOf: isoDay(day), insights: newsOf(youngInsights(past, day), { day, told }) };
        continue;
      }
      if (model === null || day - dayNumber(model.asOf) >= refitDays) {
        model = await taxonomy.fit(past, { asOf: isoDay(day), old: model });
        contacts = await withDrivers(rows, model);
        index = indexHistory(contacts);
      }
      const found = insightsAt(day, { contacts, index, model });
      yield { asOf: isoDay(day), insights: newsOf(found, { day, told }) };
    }
  }

  async function withDrivers(rows: readonly ContactRow[], model: DriverModel): Promise<ContactFacts[]> {
    const assignments = await taxonomy.assign(rows, model);
    return rows.map((row, index) => ({ ...row, driver: assignments[index]?.driver ?? null, part: assignments[index]?.part ?? -1 }));
  }

  function insightsAt(day: number, { contacts, index, model }: Known): Insight[] {
    const names = new Map(model.drivers.map(({ id, name }) => [id, name]));
    const branches = new Map(model.drivers.map((driver) => [driver.id, driver.branches]));
    return findInsights(historyBefore(contacts, day), {
      index,
      rules: requiredRules(),
      branches,
      ...(leastZ !== undefined && { leastZ }),
    }).map((insight) => named(insight, names));
  }

  /** Which threshold gives so many false alarms a week on this site's own history. */
  async function tune(asOf: string, falsePerWeek: number): Promise<Tuning> {
    const rows = await rowsBefore(facts, asOf);
    const known = await taxonomy.current();
    const [day, first] = [dayNumber(asOf), rows[0]];
    if (known === null || first === undefined || day - first.day < 7 * 2 * fewestWeeks) {
      throw new AppError('bad-request', `Tuning needs drivers (\`earshot drivers fit\`) and ${2 * fewestWeeks} weeks of contacts.`);
    }
    const branches = new Map(known.drivers.map((driver) => [driver.id, driver.branches]));
    return tuneThresholds(historyBefore(await withDrivers(rows, known), day), { branches, falsePerWeek });
  }

  return { run, replay, tune };
}

export type InsightRuns = ReturnType<typeof createInsightRuns>;

async function rowsBefore(facts: ContactFactStore, day: string): Promise<ContactRow[]> {
  const rows: ContactRow[] = [];
  for await (const page of facts.contacts({ to: day })) rows.push(...page);
  return rows;
}

/** Before there are weeks to compare, days are; drivers play no part in that yet. */
function youngInsights(rows: readonly ContactRow[], endDay: number): Insight[] {
  const contacts = rows.map((row) => ({ ...row, driver: null, part: -1 }));
  return youngSiteInsights(contacts, { endDay, index: indexHistory(contacts) });
}

/** What was not told of late; what is told is noted in `told`. */
function newsOf(found: readonly Insight[], { day, told }: { readonly day: number; readonly told: Map<string, number> }): Insight[] {
  const news = found.filter((insight) => day - (told.get(subjectOf(insight)) ?? Number.NEGATIVE_INFINITY) > newsDays);
  for (const insight of found) told.set(subjectOf(insight), day);
  return news;
}

/** People read a driver's name; its id goes along. */
function named(insight: Insight, names: ReadonlyMap<string, string>): Insight {
  return insight.driver !== undefined && insight.subject === insight.driver
    ? { ...insight, subject: names.get(insight.driver) ?? insight.driver }
    : insight;
}

function subjectOf({ kind, driver, rule, segment, subject }: Insight): string {
  return rule === undefined ? `${kind} ${driver ?? subject}` : `${kind} ${rule} ${JSON.stringify(segment ?? {})}`;
}
