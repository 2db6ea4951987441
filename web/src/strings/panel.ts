import { plural } from '../plural.ts';
import { contactStrings } from './contact.ts';

export const panelStrings = {
  label: 'Details',
  driver: 'Driver',
  warnings: 'Warnings',
  measures: 'Measures',
  legs: 'Legs',
  timeline: 'Legs over time',
  participants: 'Participants',
  events: 'Events',
  attributes: 'Attributes',
  identity: 'Contact',
  provenance: 'Provenance',
  none: 'none',
  yes: 'yes',
  no: 'no',
  noMeasures: 'No measures',
  notKnown: (count: number) => `${plural(count, 'measure', 'measures')} not known`,
  define: 'What these mean',
  scope: 'Measured over',
  wholeContact: 'Whole contact',
  unnamed: 'not named',
  languageFact: (
    name: string,
    { confidence, origin }: { readonly confidence: number; readonly origin: 'source' | 'heard' | 'text' },
  ): string =>
    origin === 'source'
      ? `${name}, ${contactStrings.languageOrigins.source}`
      : `${name}, ${contactStrings.languageOrigins[origin]} with ${Math.round(confidence * 100)} % confidence`,
  answered: (time: string) => `answered at ${time}`,
  when: 'Time',
  what: 'Event',
  who: 'By',
  facts: {
    id: 'Id',
    externalId: 'External id',
    source: 'Source',
    direction: 'Direction',
    language: 'Language',
    timeZone: 'Time zone',
    caseId: 'Case',
    threadId: 'Thread',
    handling: 'Handling',
    consent: 'Consent',
    version: 'Version',
    receivedAt: 'Received',
  },
} as const;
