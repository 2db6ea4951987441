import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { ListName } from '../../src/language/entities/gazetteer.ts';
import { plainForm } from '../../src/language/entities/plain-form.ts';
import { mulberry32 } from '../bootstrap.ts';

/**
 * Writes the name and place lists from @faker-js/faker 10.6.0 (MIT): the tagger's gazetteer, and the values that the own
 * training examples are filled with.
 *
 * @example npm pack @faker-js/faker@10.6.0 && tar xzf faker-js-faker-10.6.0.tgz && node evaluation/entities/write-values.ts --faker package
 */
const { values } = parseArgs({ options: { faker: { type: 'string', default: 'package' } } });
const texts = z.unknown().transform((value): string[] => flatten(value));
const part = z.record(z.string(), texts).default({});
const localeSchema = z.object({ rawDefinitions: z.object({ person: part, location: part, company: part, word: part, airline: part }) });
const module = (await import(pathToFileURL(join(resolve(values.faker), 'dist/index.js')).href)) as { allFakers: unknown };
const parsed = z.record(z.string(), localeSchema).parse(module.allFakers);
const locales = Object.values(parsed).map((locale) => locale.rawDefinitions);
const random = mulberry32(20_261_122);

const all = (read: (locale: (typeof locales)[number]) => string[] | undefined) => [
  ...new Set(locales.flatMap((locale) => read(locale) ?? []).filter((text) => /^\p{Script=Latin}[\p{Script=Latin}\d\s'’.-]*$/u.test(text))),
];
const found = {
  firstName: all((locale) => locale.person.first_name),
  lastName: all((locale) => locale.person.last_name),
  place: all((locale) => [...(locale.location.city_name ?? []), ...(locale.location.state ?? [])]),
  country: [...new Set(all((locale) => locale.location.country))],
  street: all((locale) => locale.location.street_name),
  streetEnd: all((locale) => locale.location.street_suffix),
  company: all((locale) => locale.company.legal_entity_type),
  common: Object.values(parsed.en?.rawDefinitions.word ?? {}).flat(),
  job: [...new Set([...(parsed.en?.rawDefinitions.person.job_type ?? []), ...(parsed.en?.rawDefinitions.person.job_area ?? [])])],
};

const oneWord = (entries: readonly string[]) =>
  [...new Set(entries.flatMap((text) => plainForm(text).split(/[^\p{L}]+/u)).filter((word) => word.length > 1))].sort().join(' ');
const nationalities =
  'american british english scottish irish welsh french german italian spanish portuguese dutch belgian swiss austrian danish swedish norwegian finnish icelandic polish czech slovak hungarian romanian bulgarian greek turkish russian ukrainian serbian croatian slovenian bosnian albanian estonian latvian lithuanian israeli arab arabic egyptian moroccan tunisian algerian nigerian kenyan ethiopian ghanaian somali indian pakistani bangladeshi nepali chinese japanese korean thai vietnamese filipino indonesian malaysian australian canadian mexican brazilian argentinian chilean colombian peruvian venezuelan cuban jamaican iranian iraqi syrian lebanese afghan christian muslim jewish catholic protestant buddhist hindu sikh republican democrat african asian european latino hispanic greenlander slovene cypriot maltese persian kurdish tamil bengali punjabi';
const lists: Record<ListName, string> = {
  firstName: oneWord(found.firstName),
  lastName: oneWord(found.lastName),
  place: oneWord(found.place),
  country: oneWord(found.country),
  street: oneWord([
    ...found.streetEnd,
    'apt suite unit floor box po apo fpo dpo psc st rd ave dr ln blvd ct pl sq hwy strasse rue calle via avenida ulica utca',
  ]),
  company: oneWord([
    ...found.company,
    'inc llc ltd corp corporation company bank group holdings partners technologies systems solutions services gmbh plc associates insurance airlines university institute foundation',
  ]),
  title:
    'mr mrs ms miss mister dr doctor prof professor sir madam madame lord lady rev reverend captain capt sergeant judge president officer',
  nationality: nationalities,
  month:
    'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday',
  common: oneWord(found.common),
  job: oneWord(found.job),
};
const sample = (entries: readonly string[], most: number) =>
  entries
    .map((text) => ({ text, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ text }) => text)
    .sort();
const samples = {
  first: sample(found.firstName, 4000),
  last: sample(found.lastName, 4000),
  place: sample(found.place, 3000),
  country: found.country.filter((name) => /^[A-Z][a-z]+(?: [A-Z][a-z]+)*$/.test(name)).slice(0, 300),
  street: sample(found.street, 3000),
  legalForm: found.company.slice(0, 60),
  job: found.job,
};
await writeFile(
  'src/language/entities/data/gazetteer.json',
  `${JSON.stringify({ source: '@faker-js/faker 10.6.0, MIT; titles, nationalities, signs of streets and companies: own', words: lists }, null, 1)}\n`,
);
await writeFile('evaluation/entities/values.json', `${JSON.stringify({ source: '@faker-js/faker 10.6.0, MIT', ...samples })}\n`);
console.log(Object.fromEntries(Object.entries(lists).map(([name, words]) => [name, words.split(' ').length])));

function flatten(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(flatten);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(flatten) : [];
}
