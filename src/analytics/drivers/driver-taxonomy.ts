import { AppError } from '../../domain/errors.ts';
import type { SentenceEncoder } from '../../language/encoder/sentence-encoder.ts';
import type { ContactFactStore, ContactRow } from '../../storage/contact-facts.ts';
import type { DriverModels } from '../../storage/driver-models.ts';
import { type Assignment, assignDrivers } from './assign-drivers.ts';
import type { DriverModel } from './driver-model.ts';
import { fewestStatements, fitDrivers } from './fit-drivers.ts';
import { carryIdentities } from './match-drivers.ts';
import { readModel, writeModel } from './model-document.ts';
import { statementOf } from './statement-of.ts';
import type { Statement } from './statement-vectors.ts';

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
  const current = async (before?: string): Promise<DriverModel | null> => {
    const document = await models.newest(before);
    return document === null ? null : readModel(document);
  };

  async function assign(rows: readonly ContactRow[], model: DriverModel): Promise<Assignment[]> {
    return assignDrivers(rows.map(statementRow), model, await encoder());
  }

  /** Fits on contacts before `asOf`, carries identities over from `old`, and keeps the model; nobody sees it before it is shown. */
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
    const model = old?.encoder === using.version ? await carry(fitted, { old, statements, using }) : fitted;
    await models.put({ id: model.id, asOf, fittedAt: model.fittedAt, document: writeModel(model) });
    return model;
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
    const model = await fit(rows, { asOf: until, old: await current() });
    await show(model);
    return model;
  }

  /** The driver of every contact in the current model; null where none is near enough. */
  async function* assignments(): AsyncGenerator<{ readonly id: string; readonly driver: string | null }> {
    const model = await current();
    if (model === null) return;
    for await (const rows of facts.contacts({})) {
      for (const { interaction, driver } of await assign(rows, model)) yield { id: interaction, driver };
    }
  }

  async function rename(id: string, name: string): Promise<DriverModel> {
    const model = await current();
    if (!model?.drivers.some((driver) => driver.id === id)) throw new AppError('not-found', 'There is no driver with this id.');
    const drivers = model.drivers.map((driver) => (driver.id === id ? { ...driver, name, renamed: true } : driver));
    const changed = { ...model, drivers };
    await models.put({ id: model.id, asOf: model.asOf, fittedAt: model.fittedAt, document: writeModel(changed) });
    return changed;
  }

  return { current, fit, refit, assign, assignments, show, rename };
}

export type DriverTaxonomy = ReturnType<typeof createDriverTaxonomy>;

async function carry(
  fitted: DriverModel,
  { old, statements, using }: { readonly old: DriverModel; readonly statements: readonly Statement[]; readonly using: SentenceEncoder },
): Promise<DriverModel> {
  const [before, after] = [await assignDrivers(statements, old, using), await assignDrivers(statements, fitted, using)];
  return carryIdentities(fitted, { old, before, after }).model;
}

function statementRow(row: ContactRow): Statement {
  return { interaction: row.id, ...statementOf(row) };
}
