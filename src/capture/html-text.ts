import { convert } from 'html-to-text';

/** What a reader of the page sees: links as their words, pictures left out, quotes marked with `>`. */
export function htmlText(html: string): string {
  return convert(html, {
    wordwrap: false,
    // Mail that is nested deeper or longer than this was not written by a person.
    limits: { maxInputLength: 4_000_000, maxDepth: 200 },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
    ],
  }).trim();
}
