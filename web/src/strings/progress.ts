import type { Progress } from '../api.ts';
import { plural } from '../plural.ts';

const number = new Intl.NumberFormat('en');

export const progressStrings = {
  working: ({ waiting, working, done }: Progress) =>
    `Processing contacts: ${number.format(done)} done, ${number.format(waiting + working)} to go`,
  failed: (count: number) => `${plural(count, 'contact', 'contacts')} failed`,
} as const;
