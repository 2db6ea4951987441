import { AppError } from '../domain/errors.ts';

/** The value of an option that counts something. */
export function wholeNumber(text: string, option: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new AppError('bad-usage', `${option} takes a whole number, not "${text}"`);
  return Number(text);
}
