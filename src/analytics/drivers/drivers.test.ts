import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SentenceEncoder } from '../../language/encoder/sentence-encoder.ts';
import type { ContactRow, DriverAssignment } from '../../storage/contact-facts.ts';
import { wordsOf } from '../emerging/phrase-index.ts';
import { createDriverTaxonomy } from './driver-taxonomy.ts';
import { ruleOfDriver } from './rule-of-driver.ts';

/** Words thrown into sixty-four buckets: texts are alike as far as they share words. */
const encoder: SentenceEncoder = {
  version: 'words-1',
  dimensions: 64,
  encode: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(64);
      for (const word of wordsOf(text)) {
        const bucket = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 64, 7);
        vector[bucket] = (vector[bucket] ?? 0) + 1;
      }
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    }),
};

const themes = {
  card: 'stolen credit card block',
  parcel: 'parcel delivery courier late',
  invoice: 'invoice amount double charged',
  router: 'router internet slow outage',
  address: 'moved house street update',
} as const;
const asides = ['today', 'again', 'since monday', 'for hours', 'yesterday', 'this morning'];

function contactsOf(
  names: readonly (keyof typeof themes)[],
  { each, firstDay }: { readonly each: number; readonly firstDay: number },
): ContactRow[] {
  return Array.from({ length: each * names.length }, (_, number): ContactRow => {
    const theme = names[number % names.length] ?? 'card';
    const day = firstDay + Math.floor(number / 20);
    const text = `please help ${themes[theme]} ${asides[(number * 7) % asides.length]}`;
    return {
      id: `${theme}-${firstDay}-${number}`,
      day,
      customer: null,
      segments: {},
      angriest: null,
      verdicts: {},
      statement: text,
      texts: [text],
    };
  });
}

/** A site of its contacts in memory, and what readers see of it. */
function siteOf(rows: ContactRow[]) {
  const documents = new Map<string, string>();
  const assigned = new Map<string, readonly DriverAssignment[]>();
  let shown = '';
  const taxonomy = createDriverTaxonomy({
    facts: {
      async *contacts() {
        yield rows;
      },
      assign: async (model, assignments) => void assigned.set(model, assignments),
      showModel: async (model) => {
        shown = model;
      },
    },
    models: {
      put: async ({ id, document }) => {
        documents.delete(id);
        documents.set(id, document);
      },
      newest: async () => [...documents.values()].at(-1) ?? null,
    },
    encoder: async () => encoder,
    now: (() => {
      let second = 0;
      return () => new Date(Date.UTC(2025, 0, 1, 0, 0, second++));
    })(),
  });
  /** Driver of the first contact of a theme, as readers see it. */
  const driverOf = (theme: keyof typeof themes) =>
    (assigned.get(shown) ?? []).find(({ interaction }) => interaction.startsWith(theme))?.driver;
  return { taxonomy, driverOf };
}

const all = ['card', 'parcel', 'invoice', 'router', 'address'] as const;

test('themes become drivers, and a refit over more contacts keeps who is who', async () => {
  const rows = contactsOf(all, { each: 60, firstDay: 0 });
  const { taxonomy, driverOf } = siteOf(rows);
  await taxonomy.refit();
  const before = all.map(driverOf);
  assert.equal(new Set(before).size, all.length);
  rows.push(...contactsOf(all, { each: 40, firstDay: 30 }));
  const again = await taxonomy.refit();
  assert.deepEqual(all.map(driverOf), before);
  const kept = new Set(again.events.flatMap((event) => (event.kind === 'kept' ? [event.driver] : [])));
  assert.ok(before.every((driver) => kept.has(driver ?? '')));
});

test('merged, renamed and retired drivers stay so over a refit, and each decision can be taken back', async () => {
  const rows = contactsOf(all, { each: 60, firstDay: 0 });
  const { taxonomy, driverOf } = siteOf(rows);
  await taxonomy.refit();
  const [card, parcel, invoice] = ['card', 'parcel', 'invoice'].map((theme) => driverOf(theme as 'card') ?? '');
  assert.ok(card && parcel && invoice);
  await taxonomy.edit({ kind: 'rename', driver: card, name: 'Cards' });
  await taxonomy.edit({ kind: 'merge', driver: card, from: [invoice] });
  await taxonomy.edit({ kind: 'retire', driver: parcel });
  const decided = () => [driverOf('card'), driverOf('invoice'), driverOf('parcel')];
  assert.deepEqual(decided(), [card, card, '']);
  rows.push(...contactsOf(all, { each: 40, firstDay: 30 }));
  const { drivers } = await taxonomy.refit();
  assert.deepEqual(decided(), [card, card, '']);
  assert.equal(drivers.find(({ id }) => id === card)?.name, 'Cards');
  await taxonomy.undo();
  assert.deepEqual(decided(), [card, card, parcel]);
  await taxonomy.undo();
  assert.deepEqual(decided(), [card, invoice, parcel]);
  await taxonomy.undo();
  await assert.rejects(taxonomy.undo(), /no decision/);
});

test('a pinned driver outlives a fit that no longer finds it; another is retired', async () => {
  const rows = contactsOf(all, { each: 60, firstDay: 0 });
  const { taxonomy, driverOf } = siteOf(rows);
  await taxonomy.refit();
  const [card, parcel] = [driverOf('card') ?? '', driverOf('parcel') ?? ''];
  await taxonomy.edit({ kind: 'pin', driver: card });
  rows.splice(0, rows.length, ...contactsOf(['invoice', 'router', 'address'], { each: 100, firstDay: 60 }));
  const { drivers } = await taxonomy.refit();
  assert.ok(drivers.some(({ id, pinned }) => id === card && pinned));
  assert.ok(!drivers.some(({ id }) => id === parcel));
});

test('what no driver fits is proposed, and becomes a driver when it is accepted', async () => {
  const rows = contactsOf(['card', 'parcel', 'invoice', 'router'], { each: 60, firstDay: 0 });
  const { taxonomy, driverOf } = siteOf(rows);
  await taxonomy.refit();
  rows.push(...contactsOf(['address'], { each: 40, firstDay: 30 }));
  const [proposal, ...others] = await taxonomy.proposals();
  assert.equal(others.length, 0);
  assert.ok(proposal && proposal.contacts >= 30);
  await taxonomy.accept(proposal.id);
  assert.equal(driverOf('address'), proposal.id);
  await taxonomy.undo();
  assert.equal(driverOf('address'), '');
});

test('decisions about drivers that are not there are refused', async () => {
  const { taxonomy, driverOf } = siteOf(contactsOf(all, { each: 60, firstDay: 0 }));
  await assert.rejects(taxonomy.edit({ kind: 'pin', driver: 'driver-x' }), /No drivers have been fitted/);
  await taxonomy.refit();
  await assert.rejects(taxonomy.edit({ kind: 'pin', driver: 'driver-x' }), /no driver with this id/);
  const card = driverOf('card') ?? '';
  await assert.rejects(taxonomy.edit({ kind: 'merge', driver: card, from: [card] }), /at least one other/);
});

test('a driver’s rule looks for its phrases and brings its quotes as tests', () => {
  const quotes = [{ interaction: 'i', text: 'I lost my "gold" card' }];
  const { rule, text } = ruleOfDriver({ name: 'Lost card', phrases: ['lost my', 'card'], quotes }, new Date(0));
  assert.equal(rule, 'driver-lost-card');
  assert.match(text, /customer: \("lost my" \| "card"\)/);
  assert.match(text, /turns: \["customer: I lost my \\"gold\\" card"\], expect: met/);
});
