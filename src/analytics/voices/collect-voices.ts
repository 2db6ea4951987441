import type { SentenceEncoder } from '../../language/encoder/sentence-encoder.ts';
import type { ContactFactStore, ContactRow } from '../../storage/contact-facts.ts';
import type { DriverTaxonomy } from '../drivers/driver-taxonomy.ts';
import { wordsOf } from '../emerging/phrase-index.ts';
import { angry } from '../insights/rate-insights.ts';
import type { Interval } from '../statistics/normal.ts';
import { wilsonInterval } from '../statistics/share-interval.ts';
import { pickVerbatims, type Verbatim } from './pick-verbatims.ts';
import { type TellingWord, tellingWords } from './telling-words.ts';

/** What customers of one driver say, and how they feel about it. */
export interface Voice {
  readonly driver: string;
  readonly name: string;
  readonly contacts: number;
  /** Share of contacts with an angry customer, of those whose mood can be told. */
  readonly angry: { readonly share: number; readonly interval: Interval; readonly of: number } | null;
  /** What angry customers of the driver say more than its others do. */
  readonly angryWords: readonly TellingWord[];
  readonly verbatims: readonly { readonly interaction: string; readonly text: string; readonly angry: boolean }[];
}

export interface VoicesQuestion {
  readonly driver?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

/** Shorter turns say too little to quote, longer ones too much. */
const shortest = 6;
const longest = 45;
/** Turns looked at for one driver, evenly drawn: more change nothing about what is typical. */
const mostTurns = 400;

export interface VoicesDependencies {
  readonly facts: Pick<ContactFactStore, 'contacts'>;
  readonly taxonomy: Pick<DriverTaxonomy, 'current' | 'assign'>;
  readonly encoder: () => Promise<SentenceEncoder>;
}

/** Curated quotes of each driver, redacted as everything stored is; the drivers with most contacts first. None before the first fit. */
export function createVoices({ facts, taxonomy, encoder }: VoicesDependencies) {
  return async function voices({ driver, from, to, limit }: VoicesQuestion): Promise<Voice[]> {
    const model = await taxonomy.current();
    if (model === null) return [];
    const byDriver = new Map<string, ContactRow[]>();
    for await (const rows of facts.contacts({ ...(from && { from }), ...(to && { to }) })) {
      const assigned = await taxonomy.assign(rows, model);
      for (const [index, row] of rows.entries()) {
        const id = assigned[index]?.driver;
        if (!id || (driver !== undefined && id !== driver)) continue;
        const known = byDriver.get(id);
        if (known) known.push(row);
        else byDriver.set(id, [row]);
      }
    }
    const using = await encoder();
    const names = new Map(model.drivers.map(({ id, name }) => [id, name]));
    const largest = [...byDriver].sort(([, a], [, b]) => b.length - a.length);
    return Promise.all(largest.map(async ([id, rows]) => voiceOf(rows, { driver: id, name: names.get(id) ?? id, limit, using })));
  };
}

export type Voices = ReturnType<typeof createVoices>;

interface Asked {
  readonly driver: string;
  readonly name: string;
  readonly limit: number;
  readonly using: SentenceEncoder;
}

async function voiceOf(rows: readonly ContactRow[], { driver, name, limit, using }: Asked): Promise<Voice> {
  const judged = rows.filter((row) => row.angriest !== null);
  const angryRows = judged.filter(isAngry);
  const calm = rows.filter((row) => !isAngry(row));
  const picked = pickVerbatims(await quotable(rows, using), limit);
  const angryIds = new Set(angryRows.map(({ id }) => id));
  return {
    driver,
    name,
    contacts: rows.length,
    angry:
      judged.length === 0
        ? null
        : { share: angryRows.length / judged.length, interval: wilsonInterval(angryRows.length, judged.length), of: judged.length },
    angryWords: tellingWords(
      angryRows.map(({ texts }) => texts),
      calm.map(({ texts }) => texts),
    ),
    verbatims: picked.map(({ interaction, text }) => ({ interaction, text, angry: angryIds.has(interaction) })),
  };
}

function isAngry({ angriest }: ContactRow): boolean {
  return angriest !== null && angriest <= angry;
}

async function quotable(rows: readonly ContactRow[], using: SentenceEncoder): Promise<Verbatim[]> {
  const turns = rows.flatMap(({ id, customer, texts }) =>
    texts.flatMap((text) => {
      const words = wordsOf(text).length;
      return words >= shortest && words <= longest ? [{ interaction: id, customer, text: text.trim() }] : [];
    }),
  );
  const step = Math.max(1, Math.ceil(turns.length / mostTurns));
  const drawn = turns.filter((_, place) => place % step === 0);
  const vectors = await using.encode(drawn.map(({ text }) => text));
  return drawn.flatMap((turn, index) => {
    const vector = vectors[index];
    return vector?.some((value) => value !== 0) ? [{ ...turn, vector }] : [];
  });
}
