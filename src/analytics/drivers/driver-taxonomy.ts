import { AppError } from '../../domain/errors.ts';
import type { SentenceEncoder } from '../../language/encoder/sentence-encoder.ts';
import type { ContactFactStore, ContactRow } from '../../storage/contact-facts.ts';
import type { DriverModels } from '../../storage/driver-models.ts';
import { type Assignment, assignDrivers } from './assign-drivers.ts';
import type { DriverModel } from './driver-model.ts';
import { applyEdits, checkEdit, type DriverEdit, editsStanding } from './edit-drivers.ts';
import { fewestStatements, fitDrivers } from './fit-drivers.ts';
import { carryIdentities } from './match-drivers.ts';
import { readModel, writeModel } from './model-document.ts';
import { type DriverProposal, proposeDrivers, type Unassigned } from './propose-drivers.ts';
import { statementOf } from './statement-of.ts';
import { embedStatements, type Statement } from './statement-vectors.ts';

export interface TaxonomyDependencies {
  readonly facts: ContactFactStore;
  readonly models: DriverModels;
  readonly encoder: () => Promise<SentenceEncoder>;
  readonly now?: () => Date;
}

/** Contacts given to the encoder at once. */
const assignedAtOnce = 5000;

/** The drivers of a site: fits them, keeps them recognisable over fits, and gives every contact its own. */
export function createDriverTaxonomy({ facts, models, encoder, now = () => new Date() }: TaxonomyDependencies) {
  /** As it was fitted; decisions are kept beside it. */
  const fittedModel = async (before?: string): Promise<DriverModel | null> => {
    const document = await models.newest(before);
    return document === null ? null : readModel(document);
  };

  const current = async (before?: string): Promise<DriverModel | null> => {
    const model = await fittedModel(before);
    return model && applyEdits(model);
  };

  async function assign(rows: readonly ContactRow[], model: DriverModel): Promise<Assignment[]> {
    return assignDrivers(rows.map(statementRow), model, await encoder());
  }

  /** Fits on contacts before `asOf`, carrying over from `old` who is who and what was decided; kept by nobody until it is published. */
  async function fit(
    rows: readonly ContactRow[],
    { asOf, old }: { readonly asOf: string; readonly old: DriverModel | null },
  ): Promise<DriverModel> {
    const statements = rows.map(statementRow).filter(({ text }) => text !== '');
    if (statements.length < fewestStatements) {
      throw new AppError(
        'bad-request',
        `Drivers need at least ${fewestStatements} contacts that say what they are about; there are ${statements.length}.`,
      );
    }
    const using = await encoder();
    const fitted = await fitDrivers(statements, using, { asOf, fittedAt: now().toISOString() });
    return old?.encoder === using.version ? carry(fitted, { old, statements, using }) : fitted;
  }

  /** Keeps a fit and lets everybody see it. */
  async function publish(fitted: DriverModel): Promise<DriverModel> {
    await keep(fitted);
    const model = applyEdits(fitted);
    await show(model);
    return model;
  }

  async function keep(fitted: DriverModel): Promise<void> {
    await models.put({ id: fitted.id, asOf: fitted.asOf, fittedAt: fitted.fittedAt, document: writeModel(fitted) });
  }

  /** Gives all contacts their driver in this model, then lets readers see it. */
  async function show(model: DriverModel): Promise<number> {
    let assigned = 0;
    for await (const rows of facts.contacts({})) {
      for (let from = 0; from < rows.length; from += assignedAtOnce) {
        const assignments = await assign(rows.slice(from, from + assignedAtOnce), model);
        await facts.assign(
          model.id,
          assignments.map(({ interaction, driver, similarity }) => ({ interaction, driver: driver ?? '', similarity })),
        );
        assigned += assignments.length;
      }
    }
    await facts.showModel(model.id);
    return assigned;
  }

  /** A fit on everything before `asOf`, shown to readers at once. */
  async function refit(asOf?: string): Promise<DriverModel> {
    const until = asOf ?? now().toISOString().slice(0, 10);
    const rows: ContactRow[] = [];
    for await (const page of facts.contacts(asOf === undefined ? {} : { to: asOf })) rows.push(...page);
    return publish(await fit(rows, { asOf: until, old: await fittedModel() }));
  }

  /** The driver of every contact in the current model; null where none is near enough. */
  async function* assignments(): AsyncGenerator<{ readonly id: string; readonly driver: string | null }> {
    const model = await current();
    if (model === null) return;
    for await (const rows of facts.contacts({})) {
      for (const { interaction, driver } of await assign(rows, model)) yield { id: interaction, driver };
    }
  }

  /** Takes a decision: names at once, and where it moves contacts, every contact is given its driver again. */
  async function edit(decision: DriverEdit): Promise<DriverModel> {
    const fitted = await known();
    checkEdit(decision, applyEdits(fitted));
    return change(fitted, [...fitted.edits, decision]);
  }

  /** Takes the last decision back. */
  async function undo(): Promise<DriverModel> {
    const fitted = await known();
    if (fitted.edits.length === 0) throw new AppError('bad-request', 'There is no decision about drivers to take back.');
    return change(fitted, fitted.edits.slice(0, -1));
  }

  async function known(): Promise<DriverModel> {
    const fitted = await fittedModel();
    if (fitted === null) throw new AppError('not-found', 'No drivers have been fitted yet: `earshot drivers fit` finds them.');
    return fitted;
  }

  async function change(fitted: DriverModel, edits: readonly DriverEdit[]): Promise<DriverModel> {
    const changed = { ...fitted, edits };
    await keep(changed);
    const model = applyEdits(changed);
    if (model.id !== applyEdits(fitted).id) await show(model);
    return model;
  }

  /** What the contacts without a driver are about, where it is about the same thing. */
  async function proposals(): Promise<DriverProposal[]> {
    const model = applyEdits(await known());
    const using = await encoder();
    const pool: Unassigned[] = [];
    for await (const rows of facts.contacts({})) {
      const assigned = await assign(rows, model);
      const left = rows.filter((_, index) => assigned[index]?.driver === null);
      const statements = left.map(statementRow);
      const vectors = await embedStatements(statements, { encoder: using, commonplace: model.commonplace });
      for (const [index, { id, day, customer }] of left.entries()) {
        const [text, vector] = [statements[index]?.text ?? '', vectors[index]];
        if (vector?.some((value) => value !== 0)) pool.push({ interaction: id, text, day, customer, vector });
      }
    }
    return proposeDrivers(pool);
  }

  /** Makes a driver of a proposal. */
  async function accept(id: string): Promise<DriverModel> {
    const proposal = (await proposals()).find((each) => each.id === id);
    if (proposal === undefined) throw new AppError('not-found', 'There is no proposal with this id.');
    const { name, quotes, centroid } = proposal;
    return edit({ kind: 'add', driver: id, name, quotes, centroid: [...centroid] });
  }

  return { current, fittedModel, fit, publish, refit, assign, assignments, edit, undo, proposals, accept };
}

export type DriverTaxonomy = ReturnType<typeof createDriverTaxonomy>;

interface Carrying {
  readonly old: DriverModel;
  readonly statements: readonly Statement[];
  readonly using: SentenceEncoder;
}

async function carry(fitted: DriverModel, { old, statements, using }: Carrying): Promise<DriverModel> {
  const [before, after] = [await assignDrivers(statements, old, using), await assignDrivers(statements, fitted, using)];
  const { model } = carryIdentities(fitted, { old, before, after });
  const pinned = new Set(old.edits.flatMap((edit) => (edit.kind === 'pin' ? [edit.driver] : [])));
  const lost = old.drivers.filter(({ id }) => pinned.has(id) && !model.drivers.some((driver) => driver.id === id));
  // What all contacts share has hardly moved between two fits of a site, so a middle still points where it did.
  const drivers = [...model.drivers, ...lost];
  const events = model.events.filter((event) => event.kind !== 'retired' || !pinned.has(event.driver));
  return { ...model, drivers, events, edits: editsStanding(old.edits, drivers) };
}

function statementRow(row: ContactRow): Statement {
  return { interaction: row.id, ...statementOf(row) };
}
