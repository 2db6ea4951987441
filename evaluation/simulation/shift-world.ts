import { type ContactFacts, historyBefore } from '../../src/analytics/insights/history.ts';
import { volumeInsights } from '../../src/analytics/insights/volume-insights.ts';
import { drawsOf } from './random-draws.ts';

const drivers = 50;
const weeks = 26;
const firstWeek = 9;
/** Contacts of the middle driver on a day; the others are spread around it as drivers are. */
const medianPerDay = 1.2;
/** The driver that goes up to this many times its level in half of the worlds, from this week on. */
const risen = { times: 2.5, fromWeek: 16, perDay: 2 };

export interface ShiftResult {
  /** Drivers told of which nothing changed. */
  readonly falseDrivers: number;
  /** Whether the risen driver was told by the end; null where none rose. */
  readonly found: boolean | null;
}

/** Half a year of fifty drivers, told week by week: overall growth, busy and quiet weeks for all, scatter beyond Poisson, and a rise in every second world. */
export function judgeShifts(seed: number): ShiftResult {
  const draws = drawsOf(seed);
  const busy = Array.from({ length: weeks }, (_, week) => Math.exp(0.08 * draws.normal() + 0.004 * week));
  const rises = seed % 2 === 0;
  const contacts = Array.from({ length: drivers }, (_, driver) => {
    const base = driver === 0 ? risen.perDay : medianPerDay * Math.exp(0.8 * draws.normal());
    const dispersion = 1 + 0.3 * draws.uniform();
    return Array.from({ length: 7 * weeks }, (_, day) => {
      const week = Math.floor(day / 7);
      const times = driver === 0 && rises && week >= risen.fromWeek ? risen.times : 1;
      return Array.from({ length: draws.negativeBinomial(base * (busy[week] ?? 1) * times, dispersion) }, (_, number) =>
        contactOf(driver, day, number),
      );
    }).flat();
  }).flat();
  const told = new Set<string>();
  for (let week = firstWeek; week <= weeks; week++) {
    for (const { driver } of volumeInsights(historyBefore(contacts, 7 * week))) if (driver !== undefined) told.add(driver);
  }
  const found = told.delete('0');
  return { falseDrivers: told.size + (found && !rises ? 1 : 0), found: rises ? found : null };
}

function contactOf(driver: number, day: number, number: number): ContactFacts {
  const said = { angriest: null, statement: '', texts: [], verdicts: {} };
  return { id: `${driver}-${day}-${number}`, day, driver: String(driver), part: -1, customer: null, segments: {}, ...said };
}
